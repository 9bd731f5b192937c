let context: AudioContext | null = null;

/** Browsers allow sound only after a gesture: the first one opens the way for the rest of the visit. */
export function allowSoundAfterGesture(): () => void {
  const open = () => {
    context ??= new AudioContext();
    void context.resume();
    stop();
  };
  const stop = () => {
    window.removeEventListener("pointerdown", open);
    window.removeEventListener("keydown", open);
  };
  window.addEventListener("pointerdown", open);
  window.addEventListener("keydown", open);
  return stop;
}

/** Two soft notes, made here: nothing is downloaded. Silent before the first gesture. */
export function playNewMessageSound(): void {
  play([659.25, 880], 0.11);
}

/** Two times two notes, lower and longer: somebody waits. */
export function playRingingSound(): void {
  play([587.33, 783.99, 587.33, 783.99], 0.2);
}

function play(frequencies: readonly number[], apartSeconds: number): void {
  if (context === null || context.state !== "running") return;
  for (const [index, frequency] of frequencies.entries()) {
    const startsAt = context.currentTime + index * apartSeconds;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, startsAt);
    volume.gain.linearRampToValueAtTime(0.08, startsAt + 0.015);
    volume.gain.exponentialRampToValueAtTime(0.0001, startsAt + 0.32);
    tone.connect(volume).connect(context.destination);
    tone.start(startsAt);
    tone.stop(startsAt + 0.34);
  }
}
