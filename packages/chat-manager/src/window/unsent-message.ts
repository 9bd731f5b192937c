import type { LoaderAutomaticMessage } from "@beckon/protocol";
import type { VisitStore } from "@beckon/targeting";

/** The catalog's message, unless it, or another one with the same text, was sent in this browser already. */
export const findUnsentMessage = (
  catalog: readonly LoaderAutomaticMessage[],
  id: string | null,
  { sentAutomaticMessageIds }: Pick<VisitStore, "sentAutomaticMessageIds">,
): LoaderAutomaticMessage | undefined => {
  const message = catalog.find((one) => one.id === id);
  const isSent = catalog.some((one) => one.body === message?.body && sentAutomaticMessageIds.includes(one.id));
  return isSent ? undefined : message;
};
