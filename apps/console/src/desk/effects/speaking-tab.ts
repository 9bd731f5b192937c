/**
 * Of all consoles open in this browser one makes sounds and notifications: whichever holds the lock. Returns how to
 * ask whether it is this one, and how to leave.
 */
export function joinSpeakingTabs(userId: string): { isSpeaking(): boolean; leave(): void } {
  if (!("locks" in navigator)) return { isSpeaking: () => true, leave: () => undefined };
  const leaving = new AbortController();
  let speaking = false;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  navigator.locks
    .request(`beckon:desk:speaking:${userId}`, { signal: leaving.signal }, () => {
      speaking = true;
      return held;
    })
    .catch(() => undefined);
  return {
    isSpeaking: () => speaking,
    leave() {
      leaving.abort();
      release();
    },
  };
}
