import type { Item, ItemPlacement, Source } from "@beckon/protocol";
import { NativeSelect, NumberInput, Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { endpoints } from "../../http/endpoints.ts";
import { itemsQuery, refreshSource } from "../../http/queries.ts";
import { FormFoot } from "../parts/form-foot.tsx";
import { Choice } from "../parts/form-section.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import { ClassHints } from "./class-hints.tsx";
import { CodeField } from "./code-field.tsx";
import {
  type Corner,
  draftOfItem,
  findItemErrors,
  freshItem,
  hasCorner,
  hasOffsets,
  type ItemDraft,
  itemBodyOf,
  placementNames,
  withType,
} from "./item-draft.decisions.ts";
import { ItemPreview } from "./item-preview.tsx";
import { findRemoved } from "./removed-markup.decisions.ts";

const cornerNames: Record<Corner, string> = {
  bottom_right: "Bottom right",
  bottom_left: "Bottom left",
  top_right: "Top right",
  top_left: "Top left",
};
const edgeNames: Partial<Record<Corner, string>> = { bottom_right: "Bottom", top_right: "Top" };

interface ItemFormProps {
  source: Source;
  /** Null: a new one. */
  item: Item | null;
  children: ReactNode;
}

export function ItemForm({ source, item, children }: ItemFormProps) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [removed, setRemoved] = useState<string[]>([]);
  const said = (draft: ItemDraft) => JSON.stringify(itemBodyOf(draft));
  const form = useDraftForm<ItemDraft, Item>({
    stored: item === null ? freshItem : draftOfItem(item),
    isDirty: (draft, stored) => said(draft) !== said(stored),
    findErrors: findItemErrors,
    save: (draft) =>
      item === null
        ? endpoints.items.create(source.id, itemBodyOf(draft))
        : endpoints.items.change(item.id, itemBodyOf(draft)),
    draftOf: draftOfItem,
    onSaved: (saved, sent) => {
      setRemoved(findRemoved(sent.html, saved.html));
      queryClient.setQueryData(itemsQuery(source.id).queryKey, (known) =>
        item === null ? [...(known ?? []), saved] : known?.map((entry) => (entry.id === saved.id ? saved : entry)),
      );
      void refreshSource(queryClient, source.id);
      if (item !== null) return;
      void navigate({
        to: "/admin/sources/$sourceId/items/$itemId",
        params: { sourceId: source.id, itemId: saved.id },
        replace: true,
        ignoreBlocker: true,
      });
    },
  });
  const { draft, errors } = form;
  const change = (next: Partial<ItemDraft>, ...touched: string[]) => {
    form.change({ ...draft, ...next }, touched);
    if (next.html !== undefined) setRemoved([]);
  };
  // The preview is drawn anew only when something has changed.
  const body = useMemo(() => itemBodyOf(draft), [draft]);
  const isEdge = draft.kind === "banner";
  return (
    <>
      <form ref={form.form} onSubmit={form.submit} noValidate className="item-form">
        <div className="item-fields">
          <TextInput
            label="Name"
            description="Screen readers say it where the item has no words of its own."
            name="label"
            value={draft.label}
            error={errors.label}
            onChange={(event) => change({ label: event.currentTarget.value }, "label")}
          />
          <Choice
            label="Type"
            value={draft.type}
            names={{ button: "Button", invitation: "Invitation" }}
            onChange={(type) => form.change(withType(draft, type), ["type", "placement"])}
          />
          <NativeSelect
            label="Placement"
            name="placement.kind"
            value={draft.kind}
            error={errors["placement.kind"] ?? errors.placement}
            data={Object.entries(placementNames[draft.type]).map(([value, label]) => ({ value, label }))}
            onChange={(event) => change({ kind: event.currentTarget.value as ItemPlacement["kind"] }, "placement")}
          />
          {hasCorner(draft.kind) && (
            <NativeSelect
              label={isEdge ? "Edge" : "Corner"}
              name="placement.corner"
              value={isEdge ? (draft.corner.startsWith("top") ? "top_right" : "bottom_right") : draft.corner}
              error={errors["placement.corner"]}
              data={Object.entries(isEdge ? edgeNames : cornerNames).map(([value, label]) => ({ value, label }))}
              onChange={(event) => change({ corner: event.currentTarget.value as Corner }, "placement.corner")}
            />
          )}
          {hasOffsets(draft.kind) && (
            <div className="form-pair">
              <NumberInput
                label="From the side"
                name="placement.offset_x"
                suffix=" px"
                min={0}
                clampBehavior="none"
                allowDecimal={false}
                value={draft.offsetX}
                error={errors["placement.offset_x"]}
                onChange={(offsetX) => change({ offsetX }, "placement.offset_x")}
              />
              <NumberInput
                label={draft.corner.startsWith("top") ? "From the top" : "From the bottom"}
                name="placement.offset_y"
                suffix=" px"
                min={0}
                clampBehavior="none"
                allowDecimal={false}
                value={draft.offsetY}
                error={errors["placement.offset_y"]}
                onChange={(offsetY) => change({ offsetY }, "placement.offset_y")}
              />
            </div>
          )}
          <Switch
            label="Also shown when nobody is available"
            description="Then in its offline mode: style it by the classes below."
            checked={draft.onlineOffline}
            onChange={(event) => change({ onlineOffline: event.currentTarget.checked })}
          />
        </div>
        <div className="item-code">
          <CodeField
            label="HTML"
            language="html"
            value={draft.html}
            error={errors.html}
            onChange={(html) => change({ html }, "html")}
          />
          {removed.length > 0 && (
            <div className="hint" data-tone="note" role="status">
              <p>
                Removed while saving, because an item cannot run, fetch or submit anything:{" "}
                <strong>{removed.join(", ")}</strong>.
              </p>
            </div>
          )}
          <CodeField
            label="CSS"
            language="css"
            value={draft.css}
            error={errors.css}
            onChange={(css) => change({ css }, "css")}
          />
          <ClassHints />
        </div>
        <ItemPreview source={source} item={body} />
        <FormFoot form={form} isNew={item === null} />
      </form>
      {children}
    </>
  );
}
