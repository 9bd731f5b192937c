import type { StoredOfIdentity } from "@beckon/protocol";
import { insertFacts } from "../../../delivery/facts/index.ts";
import type { Executor } from "../../../platform/database/index.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Attachments } from "../../attachments/index.ts";
import { type ErasedName, type ErasureMarks, insertErasures } from "../../erasures/index.ts";
import { markVisitor } from "../../identities/index.ts";
import { writeNotice } from "../../live-chats/index.ts";
import { countStored, lockThreadsOf, lockVisitor, noteAnonymised, shutThreads } from "./erasure.store.ts";
import { writeErasure } from "./erasure-statements.decisions.ts";
import { ANONYMISED_NOTICE } from "./personal-data.decisions.ts";

export interface Erasure {
  domainId: string;
  identityId: string;
  how: "anonymised" | "deleted";
  at: Date;
}

/**
 * Leaves nothing of what a visitor said, within the caller's transaction: the visitor is locked first, then their threads
 * by id, as everybody does who writes for them. The caller writes the log. Refuses with not_found.
 */
export async function eraseVisitor(
  transaction: Executor,
  parts: { attachments: Pick<Attachments, "deleteOf">; marks: ErasureMarks },
  { domainId, identityId, how, at }: Erasure,
): Promise<StoredOfIdentity> {
  const visitor = await lockVisitor(transaction, domainId, identityId);
  if (visitor === null) throw new Refusal("not_found");
  const threads = await lockThreadsOf(transaction, domainId, identityId);
  const stored = await countStored(transaction, domainId, identityId);
  if (stored === null) throw new Refusal("not_found");

  const threadIds = threads.map(({ id }) => id);
  await parts.attachments.deleteOf(transaction, domainId, threadIds, identityId);
  if (how === "anonymised") await shutThreads(transaction, domainId, identityId);
  const mark = markVisitor(identityId);
  const left = { mark, text: writeNotice(ANONYMISED_NOTICE), notice: ANONYMISED_NOTICE };
  for (const statement of writeErasure(how, { domainId, identityId, threadIds, ...left })) {
    await transaction.query(statement);
  }
  if (how === "anonymised") await noteAnonymised(transaction, domainId, identityId, at);

  const names: ErasedName[] = [{ kind: "id", id: identityId }];
  const { communityId, uuid } = visitor;
  if (uuid !== null && visitor.isSigned) names.push({ kind: "uuid", communityId, uuid });
  await insertErasures(
    transaction,
    domainId,
    names.map((name) => parts.marks.markOf(domainId, name)),
    at,
  );
  await insertFacts(
    transaction,
    threads.map(({ id: threadId, source_id }) => ({
      domainId,
      threadId,
      type: how === "anonymised" ? "thread_anonymized" : "thread_deleted",
      payload: { source_id },
    })),
  );
  return stored;
}
