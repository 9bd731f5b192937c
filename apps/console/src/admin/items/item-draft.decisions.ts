import type { Item, ItemPlacement } from "@beckon/protocol";

export type Corner = NonNullable<ItemPlacement["corner"]>;

/** An item as its form holds it. What its placement does not use is kept, for when it does again. */
export interface ItemDraft {
  label: string;
  type: Item["type"];
  kind: ItemPlacement["kind"];
  corner: Corner;
  offsetX: number | string;
  offsetY: number | string;
  onlineOffline: boolean;
  html: string;
  css: string;
}

export type ItemBody = Omit<Item, "id" | "source_id" | "created_at">;

export const placementNames: Readonly<Record<Item["type"], Readonly<Partial<Record<ItemPlacement["kind"], string>>>>> =
  {
    button: { floating: "Floating in a corner", fixed: "Fixed in the page" },
    invitation: { modal: "Modal, in the middle", corner: "In a corner", banner: "Banner along an edge" },
  };

/** Placements that know corners, and those that know offsets. */
export const hasCorner = (kind: ItemPlacement["kind"]): boolean => kind !== "fixed" && kind !== "modal";
export const hasOffsets = (kind: ItemPlacement["kind"]): boolean => kind === "floating" || kind === "corner";

export const freshItem: ItemDraft = {
  label: "",
  type: "button",
  kind: "floating",
  corner: "bottom_right",
  offsetX: 24,
  offsetY: 24,
  onlineOffline: false,
  html: `<button class="help chat_item_action">Chat with us</button>\n`,
  css: `.help {
  padding: 12px 20px;
  border: 0;
  border-radius: 24px;
  background: #2a66d9;
  color: #fff;
  font: 600 15px system-ui, sans-serif;
  cursor: pointer;
  box-shadow: 0 4px 14px rgb(0 0 0 / 25%);
}

.help:focus-visible {
  outline: 3px solid #fff;
  outline-offset: -5px;
}
`,
};

export function draftOfItem({ label, type, placement, online_offline, html, css }: ItemBody): ItemDraft {
  return {
    label,
    type,
    kind: placement.kind,
    corner: placement.corner ?? "bottom_right",
    offsetX: placement.offset_x ?? 20,
    offsetY: placement.offset_y ?? 20,
    onlineOffline: online_offline,
    html,
    css,
  };
}

function placementOf({ kind, corner, offsetX, offsetY }: ItemDraft): ItemPlacement {
  return {
    kind,
    ...(hasCorner(kind) ? { corner } : {}),
    ...(hasOffsets(kind) ? { offset_x: Number(offsetX), offset_y: Number(offsetY) } : {}),
  };
}

export function itemBodyOf(draft: ItemDraft): ItemBody {
  const { label, type, onlineOffline, html, css } = draft;
  return { label: label.trim(), type, placement: placementOf(draft), online_offline: onlineOffline, html, css };
}

/** A button does not become a banner by being renamed an invitation: its placement follows its type. */
export function withType(draft: ItemDraft, type: Item["type"]): ItemDraft {
  const fits = placementNames[type][draft.kind] !== undefined;
  return { ...draft, type, kind: fits ? draft.kind : type === "button" ? "floating" : "corner" };
}

export function findItemErrors(draft: ItemDraft): Record<string, string> {
  const errors: Record<string, string> = {};
  if (draft.label.trim() === "") errors.label = "Give the item a name.";
  if (draft.label.trim().length > 200) errors.label = "Use at most 200 characters.";
  if (hasOffsets(draft.kind)) {
    if (!isOffset(draft.offsetX)) errors["placement.offset_x"] = "Write a whole number from 0 to 2000.";
    if (!isOffset(draft.offsetY)) errors["placement.offset_y"] = "Write a whole number from 0 to 2000.";
  }
  if (draft.html.trim() === "") errors.html = "Write what the item shows.";
  if (draft.html.length > 20_000) errors.html = "Use at most 20,000 characters.";
  if (draft.css.length > 20_000) errors.css = "Use at most 20,000 characters.";
  return errors;
}

function isOffset(value: number | string): boolean {
  return value !== "" && Number.isInteger(Number(value)) && Number(value) >= 0 && Number(value) <= 2_000;
}
