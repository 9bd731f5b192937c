import type {
  AutomaticMessage,
  AutomaticMessageDraft,
  CustomVariable,
  CustomVariableDraft,
  ItemDraft,
  ItemPlacement,
  Trigger,
  TriggerDraft,
} from "@beckon/protocol";
import type Type from "typebox";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { LoaderTargeting, SettingsOfSource, Sources } from "../sources/index.ts";
import { createDuplicator } from "./duplicates.service.ts";
import type { Fault } from "./fault.ts";
import { judgeFilling } from "./filling.decisions.ts";
import { createHistory } from "./history.service.ts";
import { judgeStyle } from "./judge-style.ts";
import { sanitiseMarkup } from "./markup.ts";
import { createTriggerOrder } from "./order.service.ts";
import { findProblems, withoutBroken } from "./problems.decisions.ts";
import { type ChangeContext, createRecords } from "./records.service.ts";
import { type References, readReferences } from "./references.store.ts";
import { furnishSource } from "./starters/furnish-source.ts";
import {
  automaticMessageStore,
  customVariableStore,
  itemStore,
  type StoredItem,
  type StoredTrigger,
  triggerStore,
} from "./targeting.store.ts";
import { completeTrigger, judgeTrigger } from "./trigger.decisions.ts";

export interface TargetingOptions {
  database: Database;
  sources: Sources;
  clock: Clock;
}

export type Targeting = ReturnType<typeof createTargeting>;

/** Where an item stands of which nothing else was said. */
const PLACEMENTS: Record<StoredItem["type"], ItemPlacement> = {
  button: { kind: "floating", corner: "bottom_right", offset_x: 24, offset_y: 24 },
  invitation: { kind: "corner", corner: "bottom_right", offset_x: 24, offset_y: 24 },
};

/** Who is offered what on a website, and when: triggers, items, automatic messages and custom variables. */
export function createTargeting({ database: { kysely }, sources, clock }: TargetingOptions) {
  const options = { kysely, sources, clock };
  sources.onCreate(furnishSource);

  const triggers = createRecords<StoredTrigger, Type.Static<typeof TriggerDraft>>(
    {
      type: "trigger",
      store: triggerStore,
      placedIn: "triggers",
      complete: (draft, keys, place) => ({ ...completeTrigger(draft), ...keys, place }),
      async settle(trigger, context) {
        const { source_id } = trigger;
        const references = await readReferences(context.on, context.domainId, [source_id]);
        const known = references.get(source_id) ?? NOTHING_KNOWN;
        refuse(judgeTrigger(trigger, known.variables));
        refuse(judgeReferences(trigger, known, context));
        return trigger;
      },
    },
    options,
  );

  const items = createRecords<StoredItem, Type.Static<typeof ItemDraft>>(
    {
      type: "item",
      store: itemStore,
      placedIn: "items",
      complete: ({ placement, online_offline, css, ...draft }, keys, place) => ({
        ...draft,
        ...keys,
        place,
        placement: placement ?? PLACEMENTS[draft.type],
        online_offline: online_offline ?? false,
        css: css ?? "",
      }),
      async settle(item) {
        refuse(judgeStyle(item.css));
        const html = sanitiseMarkup(item.html);
        if (html.trim() === "") refuse({ field: "html", reason: "Nothing of that HTML can be shown." });
        return { ...item, html };
      },
    },
    options,
  );

  const automaticMessages = createRecords<AutomaticMessage, Type.Static<typeof AutomaticMessageDraft>>(
    {
      type: "automatic_message",
      store: automaticMessageStore,
      complete: (draft, keys) => ({ ...draft, ...keys }),
      async settle(message) {
        if (message.body.trim() === "") throw new Refusal("message_empty", { field: "body" });
        return message;
      },
    },
    options,
  );

  const customVariables = createRecords<CustomVariable, Type.Static<typeof CustomVariableDraft>>(
    {
      type: "custom_variable",
      store: customVariableStore,
      complete: (draft, keys) => ({ ...draft, ...keys, filling: draft.filling ?? null }),
      async settle(variable, { on, domainId }) {
        refuse(judgeFilling(variable.filling));
        const others = await customVariableStore.listAll(on, domainId, variable.source_id);
        if (others.some(({ id, name }) => id !== variable.id && name === variable.name)) {
          throw new Refusal("already_exists", { field: "name" });
        }
        return variable;
      },
    },
    options,
  );

  const triggerOrder = createTriggerOrder(sources);
  const history = createHistory(sources, {
    // What the history keeps of a source was written as these settings.
    source: (author, { source_id, before }) => sources.revert(author, source_id, before as SettingsOfSource),
    trigger: triggers.revert,
    trigger_order: triggerOrder.revert,
    item: items.revert,
    automatic_message: automaticMessages.revert,
    custom_variable: customVariables.revert,
  });

  return {
    triggers,
    items,
    automaticMessages,
    customVariables,
    triggerOrder,
    history,

    duplicateTrigger: createDuplicator<StoredTrigger>(
      { type: "trigger", table: "triggers", store: triggerStore, adapt: (copy) => ({ ...copy, active: false }) },
      options,
    ),
    duplicateItem: createDuplicator<StoredItem>(
      { type: "item", table: "items", store: itemStore, adapt: (copy) => copy },
      options,
    ),

    /** Triggers as the API tells them, with what they name and is not there. */
    async withProblems(domainId: string, stored: readonly StoredTrigger[]): Promise<Trigger[]> {
      const sourceIds = [...new Set(stored.map(({ source_id }) => source_id))];
      const references = await readReferences(kysely, domainId, sourceIds);
      return stored.map(({ place: _place, ...trigger }) => ({
        ...trigger,
        problems: findProblems(trigger, references.get(trigger.source_id) ?? NOTHING_KNOWN),
      }));
    },

    /** Of each active trigger of a source; null for one that has none of its own. */
    async readQueuingFactors(domainId: string, sourceId: string): Promise<ReadonlyMap<string, number | null>> {
      const triggers = await triggerStore.listAll(kysely, domainId, sourceId);
      return new Map(triggers.filter(({ active }) => active).map(({ id, queuing_factor }) => [id, queuing_factor]));
    },

    /**
     * What the source's loader carries: active triggers in their order, and all that they and the site may name. Of a
     * trigger that names what is not there any more, the rest remains.
     */
    async readForLoader(domainId: string, sourceId: string): Promise<LoaderTargeting> {
      const [triggers, items, variables, messages] = await Promise.all([
        triggerStore.listAll(kysely, domainId, sourceId),
        itemStore.listAll(kysely, domainId, sourceId),
        customVariableStore.listAll(kysely, domainId, sourceId),
        automaticMessageStore.listAll(kysely, domainId, sourceId),
      ]);
      const known = { itemIds: idsOf(items), automaticMessageIds: idsOf(messages) };
      return {
        triggers: triggers
          .filter(({ active }) => active)
          .map((trigger) => ({ ...toLoaderTrigger(trigger), actions: withoutBroken(trigger.actions, known) })),
        items: items.map(({ source_id: _source, created_at: _created, place: _place, ...item }) => item),
        custom_variables: variables.map(({ name, type, filling }) => ({ name, type, filling })),
        automatic_messages: messages.map(({ id, body }) => ({ id, body })),
      };
    },
  };
}

const NOTHING_KNOWN: References = {
  itemIds: new Set(),
  automaticMessageIds: new Set(),
  categoryIds: new Set(),
  variables: [],
};

function idsOf(entries: readonly { id: string }[]): ReadonlySet<string> {
  return new Set(entries.map(({ id }) => id));
}

function toLoaderTrigger({
  active: _active,
  queuing_factor: _factor,
  source_id: _source,
  created_at: _created,
  place: _place,
  ...rest
}: StoredTrigger): LoaderTargeting["triggers"][number] {
  return rest;
}

function refuse(fault: Fault | null): void {
  if (fault !== null) throw new Refusal("invalid_request", fault);
}

/**
 * Whether what a trigger names stands in its source. Only what it did not name before is looked at: a trigger whose
 * item has been deleted can still be renamed or switched off.
 */
function judgeReferences(
  { actions, category_ids }: StoredTrigger,
  known: References,
  { before }: ChangeContext<StoredTrigger>,
): Fault | null {
  for (const [index, id] of actions.item_ids.entries()) {
    if (known.itemIds.has(id) || before?.actions.item_ids.includes(id)) continue;
    return { field: `actions.item_ids.${index}`, reason: "The source has no such item, or no longer has it." };
  }
  const messageId = actions.automatic_message_id;
  if (messageId !== null && messageId !== before?.actions.automatic_message_id) {
    const reason = "The source has no such automatic message, or no longer has it.";
    if (!known.automaticMessageIds.has(messageId)) return { field: "actions.automatic_message_id", reason };
  }
  const strange = category_ids.findIndex((id) => !known.categoryIds.has(id) && !before?.category_ids.includes(id));
  return strange === -1 ? null : { field: `category_ids.${strange}`, reason: "There is no such category." };
}
