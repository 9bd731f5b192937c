import type { Hints } from "../../delivery/hints.ts";
import type { VisitorSession } from "../../delivery/session.ts";
import { assertWritable, type Database, inTransaction } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import { isEmailAddress, takeClaims } from "../identities/index.ts";
import { closeEmailRequest, withdrawEmailRequests } from "./threads.store.ts";

/** Takes the address that a thread of the visitor's own asked for. Repeating it does nothing new. */
export async function submitEmail(
  database: Database,
  hints: Hints,
  session: VisitorSession,
  frame: { thread_id: string; email: string },
): Promise<void> {
  const { domainId, sourceId, identity } = session;
  const email = frame.email.trim();
  assertWritable(database);
  await inTransaction(database, async (transaction) => {
    const isAsked = await closeEmailRequest(transaction, domainId, identity.id, sourceId, frame.thread_id);
    if (!isAsked) throw new Refusal("not_found");
    if (!isEmailAddress(email)) throw new Refusal("email_incorrect");
    await takeClaims(transaction, { domainId, id: identity.id }, { email });
  });
  hints.toIdentity(domainId, identity.id, { kind: "thread_changed", sourceId, threadId: frame.thread_id });
  hints.toFollowers();
}

/** The website has said the address: nobody needs to be asked any more. */
export async function forgetEmailRequests(
  database: Database,
  hints: Hints,
  identity: { domainId: string; id: string },
): Promise<void> {
  for (const { id, source_id } of await withdrawEmailRequests(database, identity.domainId, identity.id)) {
    hints.toIdentity(identity.domainId, identity.id, { kind: "thread_changed", sourceId: source_id, threadId: id });
  }
}
