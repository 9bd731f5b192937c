import type { TaskTarget } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";
import { nameVisitor } from "../identities/index.ts";

/** Somebody who can be given a task. */
export interface Person {
  id: string;
  firstname: string;
  lastname: string;
  email: string;
}

/** Null for who is not of the domain, or not active there any longer. */
export async function findPerson(executor: Executor, domainId: string, id: string): Promise<Person | null> {
  const result = await executor.query<Person>({
    name: "task_person",
    text: `select id, firstname, lastname, email from users where domain_id = $1 and id = $2 and kind = 'person' and deactivated_at is null`,
    values: [domainId, id],
  });
  return result.rows[0] ?? null;
}

/** Whether somebody is of the team, or has the category among their skills. */
export async function isOneOf(
  executor: Executor,
  domainId: string,
  { kind, id }: Extract<TaskTarget, { kind: "team" | "category" }>,
  userId: string,
): Promise<boolean> {
  const [table, column] = kind === "team" ? ["team_members", "team_id"] : ["user_category_skills", "category_id"];
  const result = await executor.query({
    name: `task_one_of_${kind}`,
    text: `select 1 from ${table} where domain_id = $1 and ${column} = $2 and user_id = $3`,
    values: [domainId, id, userId],
  });
  return result.rows.length > 0;
}

/** What a target is called; null when the domain has no such thing. */
export async function findTargetLabel(
  executor: Executor,
  domainId: string,
  target: Exclude<TaskTarget, { kind: "agent" | "language" }>,
): Promise<string | null> {
  const table = target.kind === "team" ? "teams" : "categories";
  const result = await executor.query<{ label: string }>({
    name: `task_target_${target.kind}`,
    text: `select label from ${table} where domain_id = $1 and id = $2`,
    values: [domainId, target.id],
  });
  return result.rows[0]?.label ?? null;
}

/** What a thread's visitor is called; empty for a thread that is gone. */
export async function findVisitorName(executor: Executor, domainId: string, threadId: string): Promise<string> {
  const result = await executor.query<Parameters<typeof nameVisitor>[0]>({
    name: "task_visitor",
    text: `select identity.id, identity.firstname, identity.lastname, identity.screenname, identity.email
           from threads as thread
           join identities as identity on identity.domain_id = thread.domain_id and identity.id = thread.identity_id
           where thread.domain_id = $1 and thread.id = $2`,
    values: [domainId, threadId],
  });
  return result.rows[0] === undefined ? "" : nameVisitor(result.rows[0]);
}
