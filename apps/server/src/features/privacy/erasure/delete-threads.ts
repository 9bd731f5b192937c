import { insertFacts } from "../../../delivery/facts/index.ts";
import type { Executor } from "../../../platform/database/index.ts";
import type { Attachments } from "../../attachments/index.ts";
import type { LockedThread } from "./erasure.store.ts";
import { writeErasure } from "./erasure-statements.decisions.ts";
import { ANONYMISED_NOTICE } from "./personal-data.decisions.ts";

/** Deletes conversations whose visitor stays, with all that was said. The caller has locked them. */
export async function deleteThreads(
  transaction: Executor,
  attachments: Pick<Attachments, "deleteOf">,
  domainId: string,
  threads: readonly LockedThread[],
): Promise<void> {
  if (threads.length === 0) return;
  const threadIds = threads.map(({ id }) => id);
  await attachments.deleteOf(transaction, domainId, threadIds, null);
  const left = { mark: "", text: "", notice: ANONYMISED_NOTICE };
  for (const statement of writeErasure("deleted", { domainId, identityId: null, threadIds, ...left })) {
    await transaction.query(statement);
  }
  await insertFacts(
    transaction,
    threads.map(({ id: threadId, source_id }) => ({
      domainId,
      threadId,
      type: "thread_deleted",
      payload: { source_id },
    })),
  );
}
