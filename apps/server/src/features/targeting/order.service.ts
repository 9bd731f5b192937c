import type { ConfigurationChange } from "@beckon/protocol";
import { Refusal } from "../../platform/refusal.ts";
import type { ConfigurationAuthor, Sources } from "../sources/index.ts";
import { restoreOrder } from "./order.decisions.ts";
import { LAST_PLACE, placeTriggers } from "./places.store.ts";
import { type StoredTrigger, triggerStore } from "./targeting.store.ts";

const LABEL = "Order of the triggers";

/** The order in which a source's triggers are evaluated. Its history keeps the triggers' ids. */
export function createTriggerOrder({ configuration }: Sources) {
  async function arrange(
    author: ConfigurationAuthor,
    sourceId: string,
    action: "reordered" | "reverted",
    decide: (present: readonly StoredTrigger[]) => readonly string[],
  ): Promise<ConfigurationChange | null> {
    const { domainId } = author;
    const { recorded } = await configuration.change(author, sourceId, async (on) => {
      const triggers = await triggerStore.listAll(on, domainId, sourceId);
      const ids = decide(triggers);
      // One that stays behind those that are made later goes on doing so for as long as it is left at the end.
      const last = triggers.find(({ id }) => id === ids.at(-1));
      const isLastHeldBack = last !== undefined && isHeldBack(last);
      await placeTriggers(on, { domainId, sourceId }, isLastHeldBack ? ids.slice(0, -1) : ids);
      const object = { type: "trigger_order", id: sourceId, label: LABEL } as const;
      return {
        object,
        action,
        before: { ids: triggers.map(({ id }) => id) },
        after: { ids: [...ids] },
        result: undefined,
      };
    });
    return recorded;
  }

  return {
    /**
     * Gives the triggers the order of `ids`, which has to name each of them once; those that stay behind new ones may
     * be left out, and stay there. Refuses with not_found.
     */
    async set(author: ConfigurationAuthor, sourceId: string, ids: readonly string[]): Promise<void> {
      await arrange(author, sourceId, "reordered", (present) => {
        const whole = [...ids, ...present.filter(isHeldBack).flatMap(({ id }) => (ids.includes(id) ? [] : id))];
        if (present.length === whole.length && present.every(({ id }) => whole.includes(id))) return whole;
        throw new Refusal("invalid_request", {
          field: "ids",
          reason: "They have to be the ids of all triggers of the source.",
        });
      });
    },

    /** Takes a change of the order back. Null when it is so already. */
    revert(author: ConfigurationAuthor, change: ConfigurationChange): Promise<ConfigurationChange | null> {
      // What the history keeps of this type was written above.
      const { ids } = change.before as { ids: string[] };
      return arrange(author, change.source_id, "reverted", (present) =>
        restoreOrder(
          present.map(({ id }) => id),
          ids,
        ),
      );
    },
  };
}

function isHeldBack({ place }: StoredTrigger): boolean {
  return place >= LAST_PLACE;
}
