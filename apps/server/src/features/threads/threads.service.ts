import type { Hints } from "../../delivery/hints.ts";
import { assertWritable, type Database, inTransaction } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import { markThreadRead, setThreadLanguage, setThreadLocked } from "./threads.store.ts";

/** Who reads: a visitor only in its own threads, an agent in those of the domain. */
export type Reader = { type: "visitor"; domainId: string; identityId: string } | { type: "agent"; domainId: string };

/** Moves the reader's side forward to `number` and tells everybody who shows the thread. Repeating it does nothing. */
export async function readThread(
  database: Database,
  hints: Hints,
  reader: Reader,
  threadId: string,
  number: number,
): Promise<void> {
  assertWritable(database);
  const visitorId = reader.type === "visitor" ? reader.identityId : null;
  const read = await inTransaction(database, (transaction) =>
    markThreadRead(transaction, reader.type, reader.domainId, threadId, visitorId, number),
  );
  if (read === null) return;
  const hint = { kind: "thread_read", threadId, reader: reader.type, number: read.number } as const;
  hints.toThread(reader.domainId, threadId, hint);
  hints.toIdentity(reader.domainId, read.identityId, hint);
  hints.toFollowers();
}

/** In which language a thread is held: what its page or trigger said until somebody says otherwise. Refuses with not_found. */
export async function chooseLanguage(
  database: Database,
  hints: Hints,
  domainId: string,
  threadId: string,
  language: string | null,
): Promise<void> {
  assertWritable(database);
  const isThere = await inTransaction(database, (transaction) =>
    setThreadLanguage(transaction, domainId, threadId, language),
  );
  if (!isThere) throw new Refusal("not_found");
  hints.toFollowers();
}

/** In a locked thread the visitor cannot write. Its open windows hear of it at once. Refuses with not_found. */
export async function lockThread(
  database: Database,
  hints: Hints,
  domainId: string,
  threadId: string,
  locked: boolean,
): Promise<void> {
  assertWritable(database);
  const outcome = await inTransaction(database, (transaction) =>
    setThreadLocked(transaction, domainId, threadId, locked),
  );
  if (outcome === null) throw new Refusal("not_found");
  if (!outcome.changed) return;
  hints.toIdentity(domainId, outcome.identityId, { kind: "thread_changed", sourceId: outcome.sourceId, threadId });
  hints.toFollowers();
}
