export interface Sound {
  /** At most one tab sounds for one message, the visible one first. Silent before the visitor's first gesture. */
  playFor(messageId: string): void;
  stop(): void;
}

/** While a tab holds the lock of a message, no other sounds for it. Longer than hidden tabs are held back. */
const HOLD_MS = 4_000;
const HIDDEN_TAB_DELAY_MS = 250;

/** Two soft notes, made here: nothing is downloaded. The audio device is let go between two sounds. */
export function createSound(): Sound {
  const gestures = new AbortController();
  let context: AudioContext | null = null;
  const prepare = (): void => {
    gestures.abort();
    context = new AudioContext();
    void context.suspend();
  };
  if (typeof AudioContext === "function") {
    for (const type of ["pointerup", "keydown"]) {
      document.addEventListener(type, prepare, { capture: true, passive: true, signal: gestures.signal });
    }
    // The gesture may have been the one that opened the window, before this was loaded.
    if (navigator.userActivation?.hasBeenActive) prepare();
  }

  return {
    playFor(messageId) {
      const audio = context;
      if (audio === null) return;
      const locks = navigator.locks as LockManager | undefined;
      // Without locks (insecure pages) tabs cannot agree; the one that is seen is the one that is heard.
      if (locks === undefined) {
        if (!document.hidden) void playNotes(audio);
        return;
      }
      setTimeout(
        () => {
          const once = (lock: Lock | null): Promise<void> | undefined => {
            if (lock === null) return undefined;
            void playNotes(audio);
            return new Promise((resolve) => setTimeout(resolve, HOLD_MS));
          };
          locks.request(`beckon:sound:${messageId}`, { ifAvailable: true }, once).catch(() => {});
        },
        document.hidden ? HIDDEN_TAB_DELAY_MS : 0,
      );
    },
    stop() {
      gestures.abort();
      void context?.close();
      context = null;
    },
  };
}

async function playNotes(audio: AudioContext): Promise<void> {
  try {
    await audio.resume();
    const start = audio.currentTime;
    const gain = audio.createGain();
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(0.05, start + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.4);
    gain.connect(audio.destination);
    const note = audio.createOscillator();
    note.frequency.setValueAtTime(659, start);
    note.frequency.setValueAtTime(880, start + 0.11);
    note.connect(gain);
    note.onended = () => void audio.suspend().catch(() => {});
    note.start(start);
    note.stop(start + 0.42);
  } catch {
    // A browser that will not sound is a browser whose visitor sees the badge instead.
  }
}
