import type { Trigger } from "@beckon/protocol";
import { useQueryClient } from "@tanstack/react-query";
import { endpoints } from "../../http/endpoints.ts";
import { refreshSource, triggersQuery } from "../../http/queries.ts";
import { notify } from "../parts/notices.tsx";
import { inOrder } from "../parts/order.decisions.ts";
import { useOptimisticChange } from "../parts/use-optimistic-change.ts";
import { useRecordRemoval } from "../parts/use-record-removal.ts";

/** What the list does to triggers: seen at once, taken back with a sentence when the server refuses. */
export function useTriggerChanges(sourceId: string) {
  const queryClient = useQueryClient();
  const attempt = useOptimisticChange<Trigger[]>(triggersQuery(sourceId), () => refreshSource(queryClient, sourceId));
  const remove = useRecordRemoval("triggers");

  return {
    remove,
    order: (ids: readonly string[]) =>
      void attempt(
        (triggers) => inOrder(triggers, ids),
        () => endpoints.orderTriggers(sourceId, ids),
      ),
    change: ({ id }: Trigger, change: Pick<Trigger, "active">) =>
      void attempt(
        (triggers) => triggers.map((trigger) => (trigger.id === id ? { ...trigger, ...change } : trigger)),
        () => endpoints.triggers.change(id, change),
      ),
    duplicate: ({ id, label }: Trigger) =>
      void attempt(
        (triggers) => triggers,
        async () => {
          await endpoints.duplicate<Trigger>("triggers", id);
          notify(`A copy of “${label}” stands below it, inactive.`);
        },
      ),
  };
}
