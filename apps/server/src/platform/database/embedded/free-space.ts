import type { StateKeeper } from "../state.ts";

/**
 * Under this, writes are refused: the engine cannot go on when its write-ahead log meets a full disk, so it must
 * not get there. A log segment has 16 MB, and a checkpoint may need two besides what the tables grow by.
 */
const REFUSE_BELOW_BYTES = 64 * 1024 * 1024;
/** Writes are taken again from here on, a little higher so that the state does not flutter. */
const ACCEPT_ABOVE_BYTES = 80 * 1024 * 1024;
const LOOK_EVERY_MS = 1_000;

export interface FreeSpaceWatchOptions {
  state: StateKeeper;
  freeBytes(): Promise<number>;
}

/** Watches the disk under the embedded database and keeps the state "full" while there is too little room. */
export function watchFreeSpace({ state, freeBytes }: FreeSpaceWatchOptions): { stop(): void } {
  async function look(): Promise<void> {
    const free = await freeBytes();
    const kind = state.current().kind;
    if (kind === "ready" && free < REFUSE_BELOW_BYTES) {
      state.becomeFull(`only ${Math.floor(free / 1024 / 1024)} MB are free on the disk of the data directory`);
    }
    if (kind === "full" && free > ACCEPT_ABOVE_BYTES) state.becomeReady();
  }

  // A look that fails says nothing about the room there is; the next one may succeed.
  const timer = setInterval(() => look().catch(() => {}), LOOK_EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
