import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { notify } from "./notices.tsx";

/**
 * A change of what a query holds that is seen at once, and taken back with a sentence when the server refuses.
 * `settle`: brings what is known up to date afterwards, in either case.
 */
export function useOptimisticChange<Data>({ queryKey }: { queryKey: QueryKey }, settle?: () => Promise<unknown>) {
  const queryClient = useQueryClient();
  return async (next: (known: Data) => Data, ask: () => Promise<unknown>): Promise<void> => {
    // An answer that is on its way would put the old back for a moment.
    await queryClient.cancelQueries({ queryKey });
    const before = queryClient.getQueryData<Data>(queryKey);
    queryClient.setQueryData<Data>(queryKey, (known) => known && next(known));
    try {
      await ask();
    } catch (error) {
      queryClient.setQueryData<Data>(queryKey, before);
      notify(error instanceof Error ? error.message : "That could not be saved.");
    }
    await (settle === undefined ? queryClient.invalidateQueries({ queryKey }) : settle());
  };
}
