import { type RuleAction, TASK_PRIORITIES } from "@beckon/protocol";
import type { Hints } from "../../delivery/hints.ts";
import { newId } from "../../platform/identifiers.ts";
import type { Jobs } from "../../platform/jobs/index.ts";
import { startBot } from "../bots/index.ts";
import { addMessageCategories, addThreadCategories } from "../categories/index.ts";
import { setCustomValue } from "../identity-groups/index.ts";
import type { LiveChats } from "../live-chats/index.ts";
import { addMessages, publishMessage, toAddOutcomes } from "../messages/index.ts";
import { completeSettings } from "../sources/index.ts";
import { askFirst, type Effects, endThreadWork, type Giving, giveToAgent, setPriority } from "../tasks/index.ts";
import { setThreadLanguage, setThreadLocked } from "../threads/index.ts";
import type { Webhooks } from "../webhooks/index.ts";
import { channelOf, type ListAvailable } from "./rule-context.ts";
import { type ActiveRule, addTags, askForEmail, closeThread, type ThreadKnowledge, takeReply } from "./rules.store.ts";

/** All rules together reply so often in one thread and hour: whatever they say, nobody is flooded. */
const REPLIES_AN_HOUR = 5;

export interface ActionSurroundings {
  /** With what tells it, once it is committed. */
  work: Effects;
  rule: ActiveRule;
  known: ThreadKnowledge;
  hints: Hints;
  liveChats: LiveChats;
  listAvailable: ListAvailable;
  webhooks: Webhooks;
  jobs: Pick<Jobs, "schedule">;
}

/** `nothing`: it is so already, or does not go here. */
export type Outcome = Giving;

const DONE = { kind: "done" } as const;
const NOTHING = { kind: "nothing" } as const;

/** Does one thing, within the transaction. What it did is in the log, and so is what it could not do. */
export async function act(action: RuleAction, surroundings: ActionSurroundings): Promise<Outcome> {
  const { work, rule, known, hints, liveChats, listAvailable, webhooks, jobs } = surroundings;
  const { transaction, domainId, tells } = work;
  const { thread_id: threadId, identity_id: identityId, source_id: sourceId } = known;
  const thread = { threadId, writtenAt: known.message_at };
  const tellVisitor = () => hints.toIdentity(domainId, identityId, { kind: "thread_changed", sourceId, threadId });
  const done = (isDone: boolean, tell: (() => void) | null = null): Outcome => {
    if (isDone && tell !== null) tells.push(tell);
    return isDone ? DONE : NOTHING;
  };
  switch (action.type) {
    case "categorise":
      return done(await addThreadCategories(transaction, domainId, threadId, action.category_ids));
    case "categorise_message": {
      if (known.message_id === null) return NOTHING;
      const message = { id: known.message_id, threadId };
      const isAdded = await addMessageCategories(transaction, domainId, message, action.category_ids);
      return done(isAdded, () => hints.toThread(domainId, threadId, { kind: "message_categorised", threadId }));
    }
    case "tag":
      return done(await addTags(transaction, domainId, threadId, action.tag_ids));
    case "set_language":
      if (known.language === action.language) return NOTHING;
      return done(await setThreadLanguage(transaction, domainId, threadId, action.language));
    case "reply": {
      const tell = await reply(action, surroundings);
      return done(tell !== null, tell);
    }
    case "ask_email":
      return done(await askForEmail(transaction, domainId, threadId), tellVisitor);
    case "lock":
      return done((await setThreadLocked(transaction, domainId, threadId, true))?.changed === true, tellVisitor);
    case "ignore": {
      if (known.live === null) {
        if (!(await closeThread(transaction, domainId, threadId))) return NOTHING;
        // By the rule itself, and not by who follows: what it ends is marked as its doing.
        await endThreadWork(work, threadId);
        return done(true, tellVisitor);
      }
      const tell = await liveChats.endWithin(transaction, domainId, threadId, { by: "system" });
      return done(tell !== null, tell);
    }
    case "set_priority":
      if (known.priority === TASK_PRIORITIES.indexOf(action.priority)) return NOTHING;
      return done(await setPriority(work, threadId, action.priority), () => {
        // Whoever is not told finds their place in the next welcome.
        if (known.live === "waiting") liveChats.tellQueue(domainId, sourceId).catch(() => undefined);
      });
    case "route_to_team":
      return askFirst(work, thread, { kind: "team", id: action.team_id });
    case "route_to_skill":
      return askFirst(work, thread, { kind: "category", id: action.category_id });
    case "assign": {
      const senderName = completeSettings(known.source_settings).sender_name;
      const isAvailable = listAvailable(domainId, channelOf(known)).includes(action.user_id);
      return giveToAgent(work, thread, action.user_id, { liveChats, senderName, isAvailable });
    }
    case "start_bot":
      return startBot(work, thread, action.bot_id, { liveChats, webhooks, jobs });
    case "call_webhook": {
      const call = { domainId, ruleId: rule.id, threadId, event: rule.event, url: action.url };
      if (await webhooks.queue(transaction, call)) return done(true, webhooks.rouse);
      return { kind: "failed", reason: "There is no secret to sign with, or too many calls wait." };
    }
    case "set_custom_field": {
      const { field_id: fieldId, value } = action;
      const outcome = await setCustomValue(transaction, { domainId, identityId, fieldId, value });
      if (outcome.kind === "refused") return { kind: "failed", reason: outcome.reason };
      return outcome.kind === "set" ? DONE : NOTHING;
    }
  }
}

async function reply(
  { body, grace_minutes: graceMinutes }: Extract<RuleAction, { type: "reply" }>,
  { work, rule, known, hints }: ActionSurroundings,
): Promise<(() => void) | null> {
  const { transaction, domainId, nowMs } = work;
  const { thread_id: threadId, live } = known;
  if (live === "ended") return null;
  const hourlyLimit = REPLIES_AN_HOUR;
  const wanted = { domainId, threadId, ruleId: rule.id, now: new Date(nowMs), graceMinutes, hourlyLimit };
  if (!(await takeReply(transaction, wanted))) return null;
  const item = {
    domainId,
    id: newId(),
    threadId,
    author: { type: "bot", id: null, name: known.sender_name },
    body,
    private: false,
    attachmentIds: [],
    newThread: null,
  } as const;
  const [outcome] = toAddOutcomes([item], await addMessages(transaction, [item]), []);
  if (outcome?.kind !== "added") return null;
  return () => publishMessage(hints, domainId, outcome, null);
}
