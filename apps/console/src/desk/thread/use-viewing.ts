import { useEffect } from "react";
import { useDeskClient } from "../desk-provider.tsx";

/** Lets colleagues know that the thread is on the screen, for as long as the page can be seen. */
export function useViewing(threadId: string): void {
  const client = useDeskClient();
  useEffect(() => {
    const look = () => client.setViewed(document.visibilityState === "visible" ? threadId : null);
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      client.setViewed(null);
    };
  }, [client, threadId]);
}
