import type { LoaderTrigger, SourceMode, Trigger } from "@beckon/protocol";
import type { OpenThreads } from "@beckon/targeting";
import type { FullCatalogue } from "../parts/use-catalogue.ts";
import type { TriggerBody } from "../triggers/trigger-draft.decisions.ts";
import type { Setting } from "./judge-page.decisions.ts";

/** The id of a trigger that is not stored yet. */
export const NEW_TRIGGER = "new";

/** What the website's loader carries of a trigger. */
function toLoaderTrigger(id: string, trigger: TriggerBody): LoaderTrigger {
  const { label, conditions, actions, after, only_if_agents_available, holdout_share, category_ids, language } =
    trigger;
  return { id, label, conditions, actions, after, only_if_agents_available, holdout_share, category_ids, language };
}

interface SourceParts {
  mode: SourceMode;
  openThreads: OpenThreads;
  triggers: readonly Trigger[];
  catalogue: FullCatalogue;
}

/** The source as it is now. */
export function settingOf({ mode, openThreads, triggers, catalogue }: SourceParts): Setting {
  return {
    mode,
    embedded: false,
    openThreads,
    triggers: triggers.filter(({ active }) => active).map((trigger) => toLoaderTrigger(trigger.id, trigger)),
    customVariables: catalogue.customVariables,
  };
}

/** The source with one trigger as it is being written, in its place and active; a new one stands last. */
export function settingWith(parts: SourceParts, triggerId: string | null, body: TriggerBody): Setting {
  const setting = settingOf({
    ...parts,
    triggers: parts.triggers.map((trigger) => (trigger.id === triggerId ? { ...trigger, active: true } : trigger)),
  });
  const written = toLoaderTrigger(triggerId ?? NEW_TRIGGER, body);
  return {
    ...setting,
    triggers:
      triggerId === null
        ? [...setting.triggers, written]
        : setting.triggers.map((trigger) => (trigger.id === triggerId ? written : trigger)),
  };
}
