import type { RuleCondition } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";
import { type KnownPerson, readPerson } from "../identity-groups/index.ts";
import type { Channel } from "../presence/index.ts";
import { type Hours, isOpen, localTimeAt } from "../time-sheets/index.ts";
import { type RuleContext, typesOfMessage } from "./conditions.decisions.ts";
import type { ThreadKnowledge } from "./rules.store.ts";

/** Which agents of a domain could take something on a channel now. */
export type ListAvailable = (domainId: string, channel: Channel) => readonly string[];

export const channelOf = ({ source_mode }: Pick<ThreadKnowledge, "source_mode">): Channel =>
  source_mode === "messaging" ? "asynchronous" : "realtime";

/** What a rule's conditions look at, at a moment. A source that keeps no hours is open, and goes by UTC. */
export function toContext(
  known: ThreadKnowledge,
  surroundings: {
    domainId: string;
    hours: Hours | undefined;
    nowMs: number;
    listAvailable: ListAvailable;
    person: KnownPerson;
  },
): RuleContext {
  const { domainId, hours, nowMs, listAvailable, person } = surroundings;
  const local = localTimeAt(nowMs, hours?.time_zone ?? "UTC");
  const { uuid, firstname, lastname, screenname, company, email } = known;
  return {
    sourceId: known.source_id,
    message: known.message ?? "",
    messageTypes: typesOfMessage(known.message, known.message_content_types),
    language: known.language,
    triggerId: known.trigger_id,
    categoryIds: known.category_ids,
    tagIds: known.tag_ids,
    contextData: known.context_data,
    extraValues: known.extra_values,
    identity: { uuid, firstname, lastname, screenname, company, email },
    person: person.fields,
    customValues: person.customValues,
    customVariables: known.custom_variables ?? {},
    pageUrl: known.page_url,
    pageTitle: known.page_title,
    dayOfWeek: local.day,
    time: local.time,
    businessHours: hours === undefined || isOpen(hours, nowMs),
    agentsAvailable: listAvailable(domainId, channelOf(known)).length > 0,
  };
}

const NOBODY: KnownPerson = { fields: {}, customValues: {} };

/** What is known of the person; nothing is asked where no condition looks at it. */
export async function readPersonFor(
  executor: Executor,
  domainId: string,
  identityId: string,
  conditions: readonly RuleCondition[],
): Promise<KnownPerson> {
  const isAsked = conditions.some(({ criterion }) => criterion === "custom_field" || criterion === "person_field");
  return isAsked ? readPerson(executor, domainId, identityId) : NOBODY;
}
