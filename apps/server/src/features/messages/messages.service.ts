import { type CommitGroup, createCommitGroup } from "../../delivery/commit-group.ts";
import type { Hints } from "../../delivery/hints.ts";
import {
  assertWritable,
  classifyDatabaseError,
  type Database,
  type Executor,
  inTransaction,
} from "../../platform/database/index.ts";
import { bindAttachments, claimAttachments } from "../attachments/index.ts";
import { insertMentions } from "../mentions/index.ts";
import type { AddOutcome, MessageToAdd, NewThread } from "./message-to-add.ts";
import { checkBody, toAddOutcomes } from "./messages.decisions.ts";
import { addMessages } from "./messages.store.ts";
import { openThreads } from "./opened-threads.store.ts";

/** Bounds the parameters of one statement and how long one group keeps the next one waiting. */
const MAX_GROUP_SIZE = 256;

export interface MessageService {
  /**
   * Adds a message, once however often it is asked. Resolves after the commit; everybody who shows the thread has
   * been sent a hint by then. `sessionId` names the session that wrote it. Rejects with DatabaseUnavailableError
   * when nothing is known of the outcome: the sender tries again with the same id.
   */
  addMessage(message: MessageToAdd, sessionId: string | null): Promise<AddOutcome>;
  /** Calls back on this node with each message of a visitor that it has committed. A crash in between loses the call. */
  onVisitorMessage(listener: (written: { domainId: string; threadId: string; number: number }) => void): void;
  /** Resolves when everything begun has been settled. */
  drain(): Promise<void>;
}

export function createMessageService(database: Database, hints: Hints): MessageService {
  const group: CommitGroup<MessageToAdd, AddOutcome> = createCommitGroup({
    commit: (items) => commitMessages(database, items),
    isItemFault: (error) => classifyDatabaseError(error) !== "unavailable" && classifyDatabaseError(error) !== "full",
    maxItems: MAX_GROUP_SIZE,
  });

  const listeners: Parameters<MessageService["onVisitorMessage"]>[0][] = [];
  function tell(domainId: string, { message: { thread_id: threadId, number } }: AddOutcome & { kind: "added" }): void {
    for (const listener of listeners) listener({ domainId, threadId, number });
  }

  return {
    onVisitorMessage: (listener) => void listeners.push(listener),
    async addMessage(message, sessionId) {
      const fault = checkBody(message.body, message.attachmentIds.length > 0);
      if (fault !== null) return { kind: "refused", code: fault };
      assertWritable(database);
      const outcome = await group.add(message);
      if (outcome.kind === "added" && !outcome.repeated) {
        publishMessage(hints, message.domainId, outcome, sessionId);
        if (message.author.type === "visitor") tell(message.domainId, outcome);
      }
      return outcome;
    },
    drain: () => group.drain(),
  };
}

async function commitMessages(database: Database, items: readonly MessageToAdd[]): Promise<AddOutcome[]> {
  const newThreads = items.map((item) => item.newThread).filter((thread): thread is NewThread => thread !== null);
  const withFiles = items.filter((item) => item.attachmentIds.length > 0);
  // The usual group is one statement, which is its own transaction: one way to the database and back.
  if (withFiles.length > 0) return commitWithFiles(database, items, withFiles);
  if (newThreads.length === 0 && !items.some(mentionsSomebody)) {
    return toAddOutcomes(items, await addMessages(database, items), []);
  }
  return inTransaction(database, async (transaction) => {
    const opening = newThreads.length === 0 ? [] : openThreads(transaction, newThreads);
    const [opened, answers] = await Promise.all([opening, addMessages(transaction, items)]);
    const outcomes = toAddOutcomes(items, answers, opened);
    await mentionWithin(transaction, items, outcomes);
    return outcomes;
  });
}

const mentionsSomebody = ({ mentions = [] }: MessageToAdd): boolean => mentions.length > 0;

/** Whoever is mentioned finds the note later, whatever becomes of the hint. */
async function mentionWithin(
  transaction: Executor,
  items: readonly MessageToAdd[],
  outcomes: readonly AddOutcome[],
): Promise<void> {
  const notes = items.flatMap((item, index) => {
    const outcome = outcomes[index];
    if (!mentionsSomebody(item) || outcome?.kind !== "added" || outcome.repeated) return [];
    return [{ domainId: item.domainId, message: outcome.message, mentioned: item.mentions ?? [] }];
  });
  await insertMentions(transaction, notes);
}

/** A message gets its files in its own transaction, or is refused before anything of it exists. */
function commitWithFiles(
  database: Database,
  items: readonly MessageToAdd[],
  withFiles: readonly MessageToAdd[],
): Promise<AddOutcome[]> {
  return inTransaction(database, async (transaction) => {
    const claims = withFiles.map((item) => ({ ...item, messageId: item.id }));
    const granted = await claimAttachments(transaction, claims);
    const filesOf = new Map(withFiles.map((item, index) => [item, granted[index] ?? null]));
    const addable = items.filter((item) => filesOf.get(item) !== null);
    const opened = await openThreads(
      transaction,
      addable.flatMap((item) => item.newThread ?? []),
    );
    const answers = await addMessages(transaction, addable, (item) => {
      const files = filesOf.get(item);
      return files ? JSON.stringify(files) : null;
    });
    const added = toAddOutcomes(addable, answers, opened, (item) => filesOf.get(item) ?? []);
    const bindings = addable.flatMap((item, index) => {
      const outcome = added[index];
      if (outcome?.kind !== "added" || outcome.repeated) return [];
      const { domainId, threadId, id: messageId } = item;
      return item.attachmentIds.map((id) => ({ domainId, id, threadId, messageId }));
    });
    await bindAttachments(transaction, bindings);
    await mentionWithin(transaction, addable, added);
    const outcomeOf = new Map(addable.map((item, index) => [item, added[index]]));
    return items.map((item) => outcomeOf.get(item) ?? { kind: "refused", code: "attachment_missing" });
  });
}

/** Tells everybody who shows the thread of a message that has been committed. */
export function publishMessage(
  hints: Hints,
  domainId: string,
  outcome: AddOutcome & { kind: "added" },
  sessionId: string | null,
): void {
  const { message, identityId, sourceId, opened, reopened } = outcome;
  if (opened?.opening) {
    hints.toIdentity(domainId, identityId, { kind: "message_added", sourceId, message: opened.opening, sessionId });
  }
  hints.toThread(domainId, message.thread_id, { kind: "message_added", message, sessionId });
  if (message.private) {
    hints.toIdentity(domainId, identityId, {
      kind: "number_passed",
      threadId: message.thread_id,
      number: message.number,
    });
  } else {
    hints.toIdentity(domainId, identityId, { kind: "message_added", sourceId, message, sessionId });
  }
  const userIds = (message.mentions ?? []).map(({ id }) => id).filter((id) => id !== message.author.id);
  if (userIds.length > 0) hints.toDesk(domainId, { kind: "mention_added", userIds, sourceId, message });
  if (opened !== null || reopened) {
    hints.toIdentity(domainId, identityId, { kind: "thread_changed", sourceId, threadId: message.thread_id });
  }
  hints.toFollowers();
}
