import type { LiveState } from "@beckon/protocol";
import { estimateWaitSeconds, LOOK_BACK_MINUTES } from "./estimated-wait.decisions.ts";

/**
 * SQL: the place in its source's queue of a thread that waits, and how many conversations agents took there lately.
 * Both null for other threads, for which neither is looked up.
 */
export function queueColumns(thread: string): string {
  return `case when ${thread}.live = 'waiting' then (
    select count(*)::integer from threads as ahead
    where ahead.domain_id = ${thread}.domain_id and ahead.source_id = ${thread}.source_id and ahead.live = 'waiting'
      and (-ahead.priority, ahead.created_at, ahead.id) <= (-${thread}.priority, ${thread}.created_at, ${thread}.id)
  ) end as position,
  case when ${thread}.live = 'waiting' then (
    select count(*)::integer from threads as taken
    where taken.domain_id = ${thread}.domain_id and taken.source_id = ${thread}.source_id
      and taken.connected_at > now() - interval '${LOOK_BACK_MINUTES} minutes'
  ) end as taken_lately`;
}

export interface LiveColumns {
  live: "waiting" | "connected" | "ended" | null;
  live_agent_name: string | null;
  position: number | null;
  taken_lately: number | null;
}

/** Null in messaging. */
export function toLiveState(row: LiveColumns): LiveState | null {
  switch (row.live) {
    case null:
      return null;
    case "waiting":
      return {
        kind: "waiting",
        position: row.position,
        estimated_wait_seconds: row.position === null ? null : estimateWaitSeconds(row.position, row.taken_lately ?? 0),
      };
    case "connected":
      return { kind: "connected", agent_name: row.live_agent_name ?? "" };
    case "ended":
      return { kind: "ended" };
  }
}
