import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { RequestError } from "../http/request.ts";

type Listener = () => void;
const sessionEndListeners = new Set<Listener>();

/** Calls back when the server answers that this browser is no longer signed in. */
export function onSessionEnded(listener: Listener): () => void {
  sessionEndListeners.add(listener);
  return () => sessionEndListeners.delete(listener);
}

export function announceSessionEnd(): void {
  for (const listener of sessionEndListeners) listener();
}

function noticeSessionEnd(error: unknown): void {
  if (error instanceof RequestError && error.code === "not_authenticated") announceSessionEnd();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSessionEnd }),
  mutationCache: new MutationCache({ onError: noticeSessionEnd }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // What the server refuses stays refused; what could not be reached is tried a little longer.
      retry: (failures, error) =>
        failures < 2 && !(error instanceof RequestError && error.status in { 401: 1, 403: 1, 404: 1 }),
    },
  },
});
