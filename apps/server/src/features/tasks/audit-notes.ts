import { type Caller, nameOf } from "../accounts/index.ts";
import { recordAuditEventBy } from "../audit/index.ts";
import type { InterventionRow } from "./interventions.store.ts";
import { findPerson, findVisitorName } from "./people.store.ts";
import type { Work } from "./work.ts";

/** What stood before a decision and what stands after it, as the log tells it. */
interface Decision {
  before: object | null;
  after: object | null;
}

/**
 * Puts into the log what somebody decides of work that is not theirs alone, by the thread: what is erased of the thread is
 * erased there too. One's own accepting, answering, closing and putting off stand in interventions and facts.
 */
export async function noteDecision(
  { transaction }: Pick<Work, "transaction">,
  { domainId, userId, name }: Caller,
  action: string,
  threadId: string,
  { before, after }: Decision,
): Promise<void> {
  const label = await findVisitorName(transaction, domainId, threadId);
  const object = { type: "thread", id: threadId, label };
  await recordAuditEventBy(transaction, { domainId, user: { id: userId, name }, action, object, before, after });
}

/** Who has it. */
export async function sayHolder(
  { transaction, domainId }: Work,
  userId: string | null,
): Promise<{ agent: { id: string; name: string } | null }> {
  const person = userId === null ? null : await findPerson(transaction, domainId, userId);
  return { agent: person && { id: person.id, name: nameOf(person) } };
}

/** The same for what has been done to an intervention, unless it is one's own. */
export async function noteOfColleagues(
  work: Work,
  caller: Caller,
  action: string,
  { userId, threadId }: InterventionRow,
  after: object | null,
): Promise<void> {
  if (userId === caller.userId) return;
  await noteDecision(work, caller, action, threadId, { before: await sayHolder(work, userId), after });
}
