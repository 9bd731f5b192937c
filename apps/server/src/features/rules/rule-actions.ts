import type { RuleAction } from "@beckon/protocol";
import type { Hints } from "../../delivery/hints.ts";
import type { Executor } from "../../platform/database/index.ts";
import { newId } from "../../platform/identifiers.ts";
import type { LiveChats } from "../live-chats/index.ts";
import { addMessages, publishMessage, toAddOutcomes } from "../messages/index.ts";
import { setThreadLanguage, setThreadLocked } from "../threads/index.ts";
import {
  type ActiveRule,
  addToThread,
  askForEmail,
  closeThread,
  type ThreadKnowledge,
  takeReply,
} from "./rules.store.ts";

/** All rules together reply so often in one thread and hour: whatever they say, nobody is flooded. */
const REPLIES_AN_HOUR = 5;

export interface ActionSurroundings {
  transaction: Executor;
  domainId: string;
  rule: ActiveRule;
  known: ThreadKnowledge;
  nowMs: number;
  hints: Hints;
  liveChats: LiveChats;
}

/** What an action did, for the log; and what tells it, once it is committed. */
export interface Done {
  action: RuleAction["type"];
  tell: (() => void) | null;
}

/** Null when there was nothing to do: it is so already, or does not go here. */
export async function act(action: RuleAction, surroundings: ActionSurroundings): Promise<Done | null> {
  const { transaction, domainId, known, hints } = surroundings;
  const { thread_id: threadId, identity_id: identityId, source_id: sourceId } = known;
  const tellVisitor = () => hints.toIdentity(domainId, identityId, { kind: "thread_changed", sourceId, threadId });
  const done = (isDone: boolean, tell: (() => void) | null = null): Done | null =>
    isDone ? { action: action.type, tell } : null;
  switch (action.type) {
    case "categorise":
      return done(await addToThread(transaction, "category", domainId, threadId, action.category_ids));
    case "tag":
      return done(await addToThread(transaction, "tag", domainId, threadId, action.tag_ids));
    case "set_language":
      if (known.language === action.language) return null;
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
      if (known.live === null) return done(await closeThread(transaction, domainId, threadId), tellVisitor);
      const tell = await surroundings.liveChats.endWithin(transaction, domainId, threadId, { by: "system" });
      return done(tell !== null, tell);
    }
  }
}

async function reply(
  { body, grace_minutes: graceMinutes }: Extract<RuleAction, { type: "reply" }>,
  { transaction, domainId, rule, known, nowMs, hints }: ActionSurroundings,
): Promise<(() => void) | null> {
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
