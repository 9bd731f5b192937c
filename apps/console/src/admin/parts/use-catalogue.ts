import type { AutomaticMessage, CustomVariable, Item } from "@beckon/protocol";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { automaticMessagesQuery, customVariablesQuery, itemsQuery } from "../../http/queries.ts";

export interface FullCatalogue {
  items: readonly Item[];
  automaticMessages: readonly AutomaticMessage[];
  customVariables: readonly CustomVariable[];
}

export type CatalogueState =
  | { kind: "loading" }
  | { kind: "failed"; error: Error; retry: () => void }
  | { kind: "ready"; catalogue: FullCatalogue };

/** What the triggers of a source may name: all of it, or none yet. */
export function useCatalogue(sourceId: string): CatalogueState {
  const items = useQuery(itemsQuery(sourceId));
  const messages = useQuery(automaticMessagesQuery(sourceId));
  const variables = useQuery(customVariablesQuery(sourceId));
  // The same object as long as nothing has changed: simulations hang on it.
  const ready = useMemo((): CatalogueState | null => {
    if (items.data === undefined || messages.data === undefined || variables.data === undefined) return null;
    const catalogue = { items: items.data, automaticMessages: messages.data, customVariables: variables.data };
    return { kind: "ready", catalogue };
  }, [items.data, messages.data, variables.data]);
  if (ready !== null) return ready;
  const failed = [items, messages, variables].find(({ isError }) => isError);
  if (failed?.error == null) return { kind: "loading" };
  const retry = () => {
    for (const query of [items, messages, variables]) if (query.isError) void query.refetch();
  };
  return { kind: "failed", error: failed.error, retry };
}
