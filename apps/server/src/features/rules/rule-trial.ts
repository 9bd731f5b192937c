import type { ActionForecast, RuleAction, RuleTrial, RuleTrialOutcome } from "@beckon/protocol";
import type { Database } from "../../platform/database/index.ts";
import { foreseeStart } from "../bots/index.ts";
import { nameVisitor } from "../identities/index.ts";
import { foreseeCustomValue } from "../identity-groups/index.ts";
import { findTargetLabel, foreseeGiving } from "../tasks/index.ts";
import { listHoursOfSources } from "../time-sheets/index.ts";
import type { Webhooks } from "../webhooks/index.ts";
import { judgeConditions } from "./conditions.decisions.ts";
import { ACTS, fails, foreseeAction, passes } from "./forecast.decisions.ts";
import { channelOf, type ListAvailable, readPersonFor, toContext } from "./rule-context.ts";
import { findLabels, listKnowledge, type ThreadKnowledge } from "./rules.store.ts";

const TRIED_THREADS = 50;

interface TrialSurroundings {
  domainId: string;
  /** Null: all sources. */
  readable: readonly string[] | null;
  listAvailable: ListAvailable;
  webhooks: Webhooks;
}

/**
 * What a rule would have made of the newest threads, and why. The thread is taken as it is now, the clock as it was when
 * the visitor wrote; who is available is known of now only.
 */
export async function tryRule(
  database: Database,
  { domainId, readable, listAvailable, webhooks }: TrialSurroundings,
  trial: RuleTrial,
): Promise<{ count: number; records: RuleTrialOutcome[] }> {
  const { conditions, actions = [] } = trial;
  const isFirst = trial.event === "thread_started";
  const wanted = { sourceIds: trial.source_ids, readable, isFirst, limit: TRIED_THREADS };
  const hours = await listHoursOfSources(database, domainId);
  const existing = await findLabels(database, domainId, actions.flatMap(labelsOf));

  const { made_at: signsSince } = await webhooks.readSecretState({ domainId });

  async function foresee(action: RuleAction, known: ThreadKnowledge): Promise<ActionForecast> {
    const { source_id: sourceId, identity_id: identityId } = known;
    switch (action.type) {
      case "route_to_team": {
        const label = await findTargetLabel(database, domainId, { kind: "team", id: action.team_id });
        return label === null ? fails("The team is gone.") : ACTS;
      }
      case "route_to_skill": {
        const target = { kind: "category", id: action.category_id } as const;
        return (await findTargetLabel(database, domainId, target)) === null ? fails("The category is gone.") : ACTS;
      }
      case "assign": {
        const channel = channelOf(known);
        const isAvailable = listAvailable(domainId, channel).includes(action.user_id);
        const of = { domainId, userId: action.user_id, sourceId, channel };
        const reason = await foreseeGiving(database, of, isAvailable);
        return reason === null ? ACTS : fails(reason);
      }
      case "start_bot": {
        const reason = await foreseeStart(database, { domainId, botId: action.bot_id, sourceId });
        return reason === null ? ACTS : fails(reason);
      }
      case "call_webhook": {
        const fault = webhooks.findFault(action.url);
        if (fault !== null) return fails(fault);
        return signsSince === null ? fails("There is no secret to sign with.") : ACTS;
      }
      case "set_custom_field": {
        const { field_id: fieldId, value } = action;
        const outcome = await foreseeCustomValue(database, { domainId, identityId, fieldId, value });
        if (outcome.kind === "refused") return fails(outcome.reason);
        return outcome.kind === "set" ? ACTS : passes("The person has that value already.");
      }
      default: {
        const { email_request: emailRequest, category_ids: categoryIds, tag_ids: tagIds } = known;
        const messageCategoryIds = known.message_id === null ? null : known.message_category_ids;
        const thread = { ...known, emailRequest, categoryIds, messageCategoryIds, tagIds };
        return foreseeAction(action, thread, existing);
      }
    }
  }

  const records: RuleTrialOutcome[] = [];
  for (const known of await listKnowledge(database, domainId, wanted)) {
    const at = known.message_at ?? known.created_at;
    const person = await readPersonFor(database, domainId, known.identity_id, conditions);
    const around = { domainId, hours: hours.get(known.source_id), nowMs: at.getTime(), listAvailable, person };
    const verdict = judgeConditions(conditions, toContext(known, around));
    const forecasts: ActionForecast[] = [];
    for (const action of verdict.holds ? actions : []) forecasts.push(await foresee(action, known));
    records.push({
      thread_id: known.thread_id,
      source_label: known.source_label,
      visitor_name: nameVisitor({ ...known, id: known.identity_id }),
      message: known.message ?? "",
      occurred_at: at.toISOString(),
      ...verdict,
      actions: forecasts,
    });
  }
  return { count: records.length, records };
}

function labelsOf(action: RuleAction): readonly string[] {
  switch (action.type) {
    case "categorise":
    case "categorise_message":
      return action.category_ids;
    case "tag":
      return action.tag_ids;
    default:
      return [];
  }
}
