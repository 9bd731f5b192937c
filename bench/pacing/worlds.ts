import type { World } from "./simulate.ts";

/** One source with 30 slots, for six hours; of those who are offered the chat 16 % open it, and half of these write. */
const SOURCE: Omit<World, "asksPerSecond"> = {
  slots: 30,
  hours: 6,
  opens: { share: 0.16, medianSeconds: 8, sigma: 0.8 },
  engages: { share: 0.5, medianSeconds: 10, sigma: 0.8 },
  handlingSeconds: 8 * 60,
};

export const steady = (perSecond: number): World => ({ ...SOURCE, asksPerSecond: () => perSecond });

/** A rate that jumps to ten times as many and back, every half hour. */
export const JUMP_EVERY_SECONDS = 1_800;
export const jumping: World = {
  ...SOURCE,
  asksPerSecond: (seconds) => (Math.floor(seconds / JUMP_EVERY_SECONDS) % 2 === 0 ? 5 : 50),
};

/** People who are unlike those whom a new source believes in: slower, and half as many of them open. */
export const others: World = {
  ...SOURCE,
  asksPerSecond: () => 20,
  opens: { share: 0.08, medianSeconds: 20, sigma: 0.8 },
  engages: { share: 0.25, medianSeconds: 25, sigma: 0.8 },
  handlingSeconds: 240,
};
