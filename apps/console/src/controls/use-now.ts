import { useEffect, useState } from "react";

/** The time in milliseconds, renewed at the interval while it is wanted. */
export function useNow(everyMs: number, wanted = true): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    if (!wanted) return;
    setNowMs(Date.now());
    const timer = window.setInterval(() => setNowMs(Date.now()), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs, wanted]);
  return nowMs;
}
