import type { Channel } from "@beckon/protocol";
import type { Executor } from "../../../platform/database/index.ts";
import { FIRST_CHANNELS } from "../../capacities/index.ts";
import type { HeldWork, Holder } from "./absence.decisions.ts";

/** A piece of work whose holder may be gone. All times are the database's. */
export interface DoubtfulWork {
  taskId: string;
  domainId: string;
  userId: string;
  userName: string;
  threadId: string;
  work: HeldWork;
  holder: Omit<Holder, "isConnected">;
  giveBackMs: number;
  nowMs: number;
}

interface Row {
  id: string;
  domain_id: string;
  user_id: string;
  user_name: string;
  thread_id: string;
  channel: Channel;
  state: "ringing" | "accepted";
  held_since: Date;
  last_author_type: string | null;
  last_author_id: string | null;
  last_at: Date | null;
  seen_at: Date;
  idle: boolean | null;
  away: boolean | null;
  since: Date | null;
  give_back_seconds: number | null;
  now: Date;
}

/** Nodes note every five seconds who is with them. */
export const FRESH_MS = 15_000;

/** Of all domains, or of one agent, what is held by who has not been seen for a moment, is idle or is away. */
export async function listDoubtfulWork(
  executor: Executor,
  of: { domainId: string; userId: string } | null,
): Promise<DoubtfulWork[]> {
  const result = await executor.query<Row>({
    name: of === null ? "absences" : "absences_of_agent",
    text: `select task.id, task.domain_id, task.user_id, task.thread_id, task.channel, task.state,
             coalesce(nullif(trim(agent.firstname || ' ' || agent.lastname), ''), agent.email) as user_name,
             case task.state when 'accepted' then coalesce(task.accepted_at, task.changed_at) else task.changed_at end as held_since,
             last.author_type as last_author_type, last.author_id as last_author_id, last.created_at as last_at,
             attendance.seen_at, presence.idle, presence.asynchronous = 'away' as away, presence.since,
             channels.give_back_seconds, now() as now
           from desk_attendances as attendance
           join tasks as task on task.domain_id = attendance.domain_id and task.user_id = attendance.user_id
             and task.state in ('ringing', 'accepted')
           join users as agent on agent.domain_id = task.domain_id and agent.id = task.user_id
           left join agent_presences as presence
             on presence.domain_id = attendance.domain_id and presence.user_id = attendance.user_id
           left join channels on channels.domain_id = task.domain_id and channels.channel = task.channel
           left join lateral (
             select author_type, author_id, created_at from messages as message
             where message.domain_id = task.domain_id and message.thread_id = task.thread_id
               and not message.private and message.author_type <> 'system'
             order by message.number desc limit 1
           ) as last on true
           where (attendance.seen_at < now() - interval '${FRESH_MS} milliseconds' or presence.idle
               or (presence.asynchronous = 'away' and task.channel = 'asynchronous'))
             ${of === null ? "" : "and attendance.domain_id = $1 and attendance.user_id = $2"}
           order by task.domain_id, task.user_id, task.thread_id`,
    values: of === null ? [] : [of.domainId, of.userId],
  });
  return result.rows.map(toWork);
}

function toWork(row: Row): DoubtfulWork {
  const { channel, state } = row;
  const by = row.last_author_type === "visitor" ? "visitor" : row.last_author_id === row.user_id ? "holder" : "others";
  const sinceMs = row.since?.getTime() ?? null;
  return {
    taskId: row.id,
    domainId: row.domain_id,
    userId: row.user_id,
    userName: row.user_name,
    threadId: row.thread_id,
    work: {
      channel,
      state,
      heldSinceMs: row.held_since.getTime(),
      lastWord: row.last_at === null ? null : { by, atMs: row.last_at.getTime() },
    },
    holder: {
      seenAtMs: row.seen_at.getTime(),
      idleSinceMs: row.idle === true ? sinceMs : null,
      awaySinceMs: row.away === true ? sinceMs : null,
    },
    giveBackMs: (row.give_back_seconds ?? FIRST_CHANNELS[channel].give_back_seconds) * 1_000,
    nowMs: row.now.getTime(),
  };
}
