import type { LoaderConfiguration, LoaderItem } from "@beckon/protocol";
import { type CompiledVariable, compileVariable } from "./compile-filling.ts";
import { pressableItem } from "./item-buttons.ts";
import { type ItemElement, itemNodes } from "./item-nodes.ts";
import { itemStyleSheet } from "./item-style-sheet.ts";
import { type PreparedTrigger, prepareTriggers } from "./triggers.ts";

export interface CompiledItem extends Omit<LoaderItem, "html" | "css"> {
  /** All of it, in its frame (a dialog for a modal item): see `pressableItem`. Beneath it, where a problem is told. */
  readonly frame: ItemElement;
  /** In the corners at the bottom the window takes the place of the items. */
  readonly gives_way: boolean;
  /** Whole: with the rules that are ours. */
  readonly style_sheet: string;
}

/** What a loader carries: its source's configuration, as far as it can be worked out once and not in every browser. */
export interface CompiledConfiguration extends Omit<LoaderConfiguration, "triggers" | "items" | "custom_variables"> {
  readonly triggers: readonly PreparedTrigger[];
  readonly items: readonly CompiledItem[];
  readonly custom_variables: readonly CompiledVariable[];
}

export const compileConfiguration = (configuration: LoaderConfiguration): CompiledConfiguration => ({
  ...configuration,
  triggers: prepareTriggers(configuration.triggers, configuration.custom_variables),
  custom_variables: configuration.custom_variables.map(compileVariable),
  items: configuration.items.map(({ html, css, ...item }) => ({
    ...item,
    frame: [
      item.placement.kind === "modal" ? "dialog" : "div",
      item.type === "invitation" ? { role: "dialog", "aria-label": item.label } : {},
      pressableItem(itemNodes(html), item.label),
      ["div", { role: "alert" }],
    ],
    gives_way: /floating|corner/.test(item.placement.kind) && !item.placement.corner?.startsWith("top"),
    style_sheet: itemStyleSheet({ ...item, css }, configuration.appearance.z_index),
  })),
});
