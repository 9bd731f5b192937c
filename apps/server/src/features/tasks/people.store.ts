import type { TaskTarget } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";

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
    text: `select id, firstname, lastname, email from users where domain_id = $1 and id = $2 and deactivated_at is null`,
    values: [domainId, id],
  });
  return result.rows[0] ?? null;
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
