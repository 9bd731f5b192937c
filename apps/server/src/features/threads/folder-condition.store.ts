import type { FolderAssignment, FolderConditions } from "@beckon/protocol";

/** Who looks, and when: what "me", "older than" and "may be read" mean. */
export interface FolderViewer {
  userId: string;
  /** Null: the threads of all sources may be read. */
  sourceIds: string[] | null;
  nowMs: number;
}

/** Collects a statement's values, each under its number. */
export interface Parameters {
  values: unknown[];
  /** Returns how the statement names the value. */
  add(value: unknown, type: string): string;
}

export function createParameters(): Parameters {
  const values: unknown[] = [];
  return {
    values,
    add(value, type) {
      values.push(value);
      return `$${values.length}::${type}`;
    },
  };
}

/**
 * SQL: whether a row `summary` of thread_summaries belongs to a folder. The one definition: lists, counts and the desks'
 * questions about single threads are all answered by it. What the indexes go by stands there as a constant.
 */
export function folderCondition(
  conditions: FolderConditions,
  domain: string,
  viewer: FolderViewer,
  parameters: Parameters,
): string {
  const all = [`summary.domain_id = ${domain}`];
  const { source_ids, state, answer, assigned, category_ids, tag_ids, languages, unread, queued, silent_minutes } =
    conditions;
  if (viewer.sourceIds !== null) all.push(`summary.source_id = any(${parameters.add(viewer.sourceIds, "uuid[]")})`);
  if (source_ids !== undefined) all.push(`summary.source_id = any(${parameters.add(source_ids, "uuid[]")})`);
  if (state === "locked") all.push("summary.locked");
  else if (state !== undefined) all.push(`summary.state = '${state}'`);
  if (answer !== undefined) all.push(ANSWER[answer]);
  if (assigned !== undefined) all.push(assignedTo(assigned, domain, viewer, parameters));
  if (category_ids !== undefined) all.push(hasCategory(category_ids, domain, parameters));
  if (tag_ids !== undefined) all.push(hasTag(tag_ids, parameters));
  if (languages !== undefined) {
    const wanted = parameters.add(
      languages.map((language) => language.toLowerCase()),
      "text[]",
    );
    all.push(
      `(lower(summary.language) = any(${wanted}) or lower(split_part(summary.language, '-', 1)) = any(${wanted}))`,
    );
  }
  if (unread) all.push("summary.unread_count > 0");
  if (queued) all.push("summary.live = 'waiting'");
  if (silent_minutes !== undefined) {
    const before = new Date(viewer.nowMs - silent_minutes * 60_000);
    all.push(`summary.last_message_at < ${parameters.add(before, "timestamptz")}`);
  }
  return all.join(" and ");
}

const ANSWER = {
  awaited: "summary.visitor_number > coalesce(summary.answer_number, 0)",
  never_given: "summary.visitor_number is not null and summary.answer_number is null",
  given: "summary.answer_number > coalesce(summary.visitor_number, 0)",
} as const;

function assignedTo(
  assigned: FolderAssignment,
  domain: string,
  { userId }: FolderViewer,
  parameters: Parameters,
): string {
  switch (assigned.kind) {
    case "me":
      return `summary.assigned_to = ${parameters.add(userId, "uuid")}`;
    case "nobody":
      return "summary.assigned_to is null";
    case "agent":
      return `summary.assigned_to = ${parameters.add(assigned.id, "uuid")}`;
    case "team": {
      const team = parameters.add(assigned.id, "uuid");
      return `(
        summary.assigned_to in (select user_id from team_members where domain_id = ${domain} and team_id = ${team})
        or exists (
          select from tasks
          where tasks.domain_id = summary.domain_id and tasks.thread_id = summary.thread_id
            and tasks.state in ('waiting', 'ringing', 'undelivered')
            and tasks.target ->> 'kind' = 'team' and tasks.target ->> 'id' = ${team}::text
        )
      )`;
    }
  }
}

/** One of them, or one beneath one of them in the tree. */
function hasCategory(ids: readonly string[], domain: string, parameters: Parameters): string {
  return `exists (
    select from thread_categories as chosen
    where chosen.domain_id = summary.domain_id and chosen.thread_id = summary.thread_id
      and chosen.category_id in (
        with recursive meant as (
          select id from categories where domain_id = ${domain} and id = any(${parameters.add(ids, "uuid[]")})
          union
          select beneath.id from meant
          join categories as beneath on beneath.domain_id = ${domain} and beneath.parent_id = meant.id
        )
        select id from meant
      )
  )`;
}

function hasTag(ids: readonly string[], parameters: Parameters): string {
  return `exists (
    select from thread_tags as chosen
    where chosen.domain_id = summary.domain_id and chosen.thread_id = summary.thread_id
      and chosen.tag_id = any(${parameters.add(ids, "uuid[]")})
  )`;
}
