import type { Source } from "@beckon/protocol";
import { type CompiledItem, compileConfiguration } from "@beckon/targeting";
import type { ItemBody } from "./item-draft.decisions.ts";

/** The item as the source's loader would carry it: the same nodes and rules, without what may not be in an item. */
export function compileItem(source: Source, item: ItemBody): CompiledItem {
  const { items } = compileConfiguration({
    revision: "",
    source_token: source.token,
    mode: source.mode,
    public_url: "",
    assets: { manager: "", debug: "" },
    appearance: source.appearance,
    automatic_page_change: source.automatic_page_change,
    translations: {},
    triggers: [],
    items: [{ id: source.id, ...item }],
    custom_variables: [],
    automatic_messages: [],
  });
  const [compiled] = items;
  if (compiled === undefined) throw new Error("A configuration of one item was compiled to none.");
  return compiled;
}
