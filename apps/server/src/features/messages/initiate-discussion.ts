import type { Hints } from "../../delivery/hints.ts";
import { assertWritable, type Database, inTransaction } from "../../platform/database/index.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import { findFirstMessage, initiateThread, lockIdentity } from "./initiated-threads.store.ts";
import { checkBody, toAddOutcomes } from "./messages.decisions.ts";
import { publishMessage } from "./messages.service.ts";
import { addMessages } from "./messages.store.ts";

export interface Discussion {
  domainId: string;
  /** Of its first message, made by who asks: asked twice it is begun once. */
  messageId: string;
  sourceId: string;
  identityId: string;
  /** The name is the one that visitors see. */
  agent: { id: string; name: string };
  body: string;
}

/**
 * An agent writes first. Returns the thread's id; whoever is on the website sees it at once, others on their next
 * page. Whether the agent may do so in the source, the caller has judged. Refuses with invalid_request for a visitor
 * who cannot be reached there, with what is wrong with the text, and with id_taken for the id of another message.
 */
export async function initiateDiscussion(database: Database, hints: Hints, discussion: Discussion): Promise<string> {
  const { domainId, messageId, sourceId, identityId, agent, body } = discussion;
  const fault = checkBody(body, false);
  if (fault !== null) throw new Refusal(fault, { field: "body" });
  assertWritable(database);
  const threadId = newId();
  const item = {
    domainId,
    id: messageId,
    threadId,
    author: { type: "agent", ...agent },
    body,
    private: false,
    attachmentIds: [],
    newThread: null,
  } as const;
  const begun = await inTransaction(database, async (transaction) => {
    // Two askings of one conversation come one after the other.
    await lockIdentity(transaction, domainId, identityId);
    const before = await findFirstMessage(transaction, domainId, messageId);
    if (before !== null) {
      const isSame =
        [before.authorId, before.sourceId, before.identityId].join() === [agent.id, sourceId, identityId].join();
      if (!isSame) throw new Refusal("id_taken", { field: "id" });
      return { id: before.threadId, outcome: undefined };
    }
    const thread = { domainId, id: threadId, sourceId, identityId, agentId: agent.id };
    if (!(await initiateThread(transaction, thread))) {
      const reason = "There is no such visitor in a messaging source of that community.";
      throw new Refusal("invalid_request", { field: "identity_id", reason });
    }
    const [outcome] = toAddOutcomes([item], await addMessages(transaction, [item]), []);
    return { id: threadId, outcome };
  });
  if (begun.outcome?.kind === "added") publishMessage(hints, domainId, begun.outcome, null);
  return begun.id;
}
