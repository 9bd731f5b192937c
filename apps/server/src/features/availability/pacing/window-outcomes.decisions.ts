/**
 * Learns, from windows that were opened, how many of those that have been open for a given time still engage. Ages are
 * kept in bands, each with how many windows lived through it and how many engaged or were left in it: nothing of a
 * visitor, only of windows.
 */

/** Upper bounds of the bands. A window that is older than the last one is not expected to engage any more. */
const BOUNDS_SECONDS = [2, 4, 6, 8, 11, 16, 23, 32, 45, 64, 128, 256] as const;
const HALF_LIFE_MS = 30 * 60_000;
/** What is believed before anything was seen (half of the windows engage, most of them soon), worth so many windows. */
const FIRST_WINDOWS = 20;
const FIRST_ENGAGED = [0.02, 0.06, 0.09, 0.09, 0.11, 0.13, 0.12, 0.1, 0.08, 0.06, 0.05, 0.02] as const;

export interface OpenWindow {
  readonly openedAtMs: number;
}

export interface WindowOutcomes {
  open(nowMs: number): OpenWindow;
  /** The window's visitor wrote. */
  engage(window: OpenWindow, nowMs: number): void;
  /** The window was closed, or its visitor went away. */
  leave(window: OpenWindow, nowMs: number): void;
  /** The probability that a window which opens now engages. */
  share(): number;
  /** How many of the open windows will engage: the mean, and the variance of it. */
  expected(nowMs: number): { mean: number; variance: number };
  /** How long those who engage take to, on average. */
  meanSeconds(): number;
}

export function createWindowOutcomes(): WindowOutcomes {
  /** With the band up to which each is counted. */
  const open = new Map<OpenWindow, number>();
  const bands = FIRST_ENGAGED.map((share) => ({ entered: FIRST_WINDOWS, engaged: FIRST_WINDOWS * share, left: 0 }));
  let fadedAtMs: number | null = null;
  let conclusion = conclude();

  /** Counts every band that the window has entered since it was looked at. */
  function follow(window: OpenWindow, nowMs: number): number {
    const counted = open.get(window) ?? -1;
    const band = bandOf(nowMs - window.openedAtMs);
    for (let index = counted + 1; index <= band; index += 1) {
      const entered = bands[index];
      if (entered !== undefined) entered.entered += 1;
    }
    open.set(window, band);
    return band;
  }

  function close(window: OpenWindow, nowMs: number, outcome: "engaged" | "left"): void {
    if (!open.has(window)) return;
    const band = bands[follow(window, nowMs)];
    if (band !== undefined) band[outcome] += 1;
    open.delete(window);
    fade(nowMs);
    conclusion = conclude();
  }

  function fade(nowMs: number): void {
    fadedAtMs ??= nowMs;
    const kept = 0.5 ** ((nowMs - fadedAtMs) / HALF_LIFE_MS);
    for (const [index, band] of bands.entries()) {
      // The first belief does not fade: a quiet night forgets nothing of it.
      band.entered = FIRST_WINDOWS + (band.entered - FIRST_WINDOWS) * kept;
      band.engaged = FIRST_WINDOWS * (FIRST_ENGAGED[index] ?? 0) * (1 - kept) + band.engaged * kept;
      band.left *= kept;
    }
    fadedAtMs = nowMs;
  }

  function conclude() {
    const chances = new Array<number>(bands.length).fill(0);
    let chance = 0;
    for (let index = bands.length - 1; index >= 0; index -= 1) {
      const { entered, engaged, left } = bands[index] ?? { entered: 1, engaged: 0, left: 0 };
      chance = engaged / entered + Math.max(0, 1 - (engaged + left) / entered) * chance;
      chances[index] = chance;
    }
    let alive = 1;
    let seconds = 0;
    for (const [index, { entered, engaged, left }] of bands.entries()) {
      const from = BOUNDS_SECONDS[index - 1] ?? 0;
      seconds += alive * (engaged / entered) * ((from + (BOUNDS_SECONDS[index] ?? from)) / 2);
      alive *= Math.max(0, 1 - (engaged + left) / entered);
    }
    return { chances, meanSeconds: seconds / (chances[0] || 1) };
  }

  return {
    open(nowMs) {
      const window = { openedAtMs: nowMs };
      open.set(window, -1);
      follow(window, nowMs);
      return window;
    },
    engage: (window, nowMs) => close(window, nowMs, "engaged"),
    leave: (window, nowMs) => close(window, nowMs, "left"),
    share: () => conclusion.chances[0] ?? 0,
    expected(nowMs) {
      let mean = 0;
      let variance = 0;
      for (const window of open.keys()) {
        const band = follow(window, nowMs);
        if (band === bands.length) open.delete(window);
        const chance = conclusion.chances[band] ?? 0;
        mean += chance;
        variance += chance * (1 - chance);
      }
      return { mean, variance };
    },
    meanSeconds: () => conclusion.meanSeconds,
  };
}

/** The number of bands for what is older than all of them. */
function bandOf(ageMs: number): number {
  const band = BOUNDS_SECONDS.findIndex((bound) => ageMs < bound * 1_000);
  return band === -1 ? BOUNDS_SECONDS.length : band;
}
