/** Calls at once, and after that once per interval however often it is asked: the last asking is never lost. */
export function atMostEvery(intervalMs: number, work: () => void): () => void {
  let calledAtMs = Number.NEGATIVE_INFINITY;
  let timer: number | undefined;
  return () => {
    if (timer !== undefined) return;
    const waitMs = calledAtMs + intervalMs - Date.now();
    const call = () => {
      timer = undefined;
      calledAtMs = Date.now();
      work();
    };
    if (waitMs <= 0) call();
    else timer = window.setTimeout(call, waitMs);
  };
}
