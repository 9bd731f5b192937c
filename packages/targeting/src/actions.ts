import type { LoaderItem, SourceMode, TriggerActions } from "@beckon/protocol";

export type OfferMode = "online" | "offline";

/**
 * How an activated trigger shows the item, or null when it does not. `executes`: it did not have to ask for agents, or
 * asked and the draw was won; one that does not execute only shows its items with online/offline support.
 */
export const itemModeOf = (
  { id, online_offline }: Pick<LoaderItem, "id" | "online_offline">,
  { item_ids }: Pick<TriggerActions, "item_ids">,
  mode: SourceMode,
  executes: boolean,
): OfferMode | null =>
  item_ids.includes(id) && (executes || online_offline)
    ? executes || mode === "messaging"
      ? "online"
      : "offline"
    : null;
