import { useEffect, useState } from "react";

/** Somebody can be taken to read what is on the screen: the page is visible and its window has the focus. */
export function isAttending(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

export function useAttention(): boolean {
  const [attending, setAttending] = useState(isAttending);
  useEffect(() => {
    const look = () => setAttending(isAttending());
    look();
    window.addEventListener("focus", look);
    window.addEventListener("blur", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      window.removeEventListener("focus", look);
      window.removeEventListener("blur", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return attending;
}
