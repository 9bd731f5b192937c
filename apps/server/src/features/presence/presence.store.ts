import type { PresenceChange } from "@beckon/protocol";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/schema.ts";
import { FIRST_CHOICE, type PresenceChoice } from "./roster.ts";

/** What somebody has said, and what is told of it. */
export interface SaidPresence {
  choice: PresenceChoice;
  status: { id: string; label: string } | null;
  idle: boolean;
  since: Date | null;
}

export const NOTHING_SAID: SaidPresence = { choice: FIRST_CHOICE, status: null, idle: false, since: null };

interface Row {
  user_id: string;
  realtime: PresenceChoice["realtime"];
  asynchronous: PresenceChoice["asynchronous"];
  revision: number;
  idle: boolean;
  since: Date;
  status_id: string | null;
  status_label: string | null;
}

/** The SQL of what agents have chosen. Who is connected is stored nowhere. */
export function createPresenceStore(kysely: Kysely<Schema>) {
  async function findAll(domainId: string, userIds: readonly string[]): Promise<Map<string, SaidPresence>> {
    if (userIds.length === 0) return new Map();
    const { rows } = await sql<Row>`
      select presence.user_id, presence.realtime, presence.asynchronous, presence.revision, presence.idle,
        presence.since, status.id as status_id, status.label as status_label
      from agent_presences as presence
      left join presence_statuses as status
        on status.domain_id = presence.domain_id and status.id = presence.status_id
      where presence.domain_id = ${domainId} and presence.user_id = any(${[...userIds]}::uuid[])`.execute(kysely);
    return new Map(rows.map((row) => [row.user_id, toSaid(row)]));
  }

  return {
    findAll,

    async find(domainId: string, userId: string): Promise<SaidPresence> {
      return (await findAll(domainId, [userId])).get(userId) ?? NOTHING_SAID;
    },

    /**
     * What is left out of the change stays; what was never chosen is the first choice. A reason makes away on both
     * channels, being available on one takes the reason back, and whatever is said of oneself ends idleness.
     */
    async choose(domainId: string, userId: string, change: PresenceChange): Promise<SaidPresence> {
      const named = typeof change.status_id === "string";
      const realtime = change.realtime ?? (named ? "away" : null);
      const asynchronous = change.asynchronous ?? (named ? "away" : null);
      const isBack = realtime === "available" || asynchronous === "available";
      const keepsStatus = change.status_id === undefined && !isBack;
      const statusId = isBack ? null : (change.status_id ?? null);
      await sql`
        insert into agent_presences as known (domain_id, user_id, realtime, asynchronous, status_id, idle)
        values (
          ${domainId}, ${userId},
          coalesce(${realtime}::text, ${FIRST_CHOICE.realtime}), coalesce(${asynchronous}::text, ${FIRST_CHOICE.asynchronous}),
          ${statusId}, ${change.idle ?? false}
        )
        on conflict (domain_id, user_id) do update set
          realtime = coalesce(${realtime}::text, known.realtime),
          asynchronous = coalesce(${asynchronous}::text, known.asynchronous),
          status_id = case when ${keepsStatus}::boolean then known.status_id else ${statusId}::uuid end,
          idle = ${change.idle ?? false},
          since = now(),
          revision = known.revision + 1`.execute(kysely);
      return (await findAll(domainId, [userId])).get(userId) ?? NOTHING_SAID;
    },

    /** They are at the desk now. It is read by whoever asks what became of them, also when this node is dead. */
    async noteAttendance(agents: readonly { domainId: string; userId: string }[]): Promise<void> {
      await sql`
        insert into desk_attendances (domain_id, user_id, seen_at)
        select agent.domain_id, agent.user_id, now()
        from unnest(${agents.map(({ domainId }) => domainId)}::uuid[], ${agents.map(({ userId }) => userId)}::uuid[])
          as agent (domain_id, user_id)
        join users on users.domain_id = agent.domain_id and users.id = agent.user_id
        order by agent.domain_id, agent.user_id
        on conflict (domain_id, user_id) do update set seen_at = excluded.seen_at`.execute(kysely);
    },

    async isStatusKnown(domainId: string, id: string): Promise<boolean> {
      const row = await kysely
        .selectFrom("presence_statuses")
        .select("id")
        .where("domain_id", "=", domainId)
        .where("id", "=", id)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** How many live chats each of them has. */
    async countLiveChats(domainId: string, userIds: readonly string[]): Promise<Map<string, number>> {
      if (userIds.length === 0) return new Map();
      const { rows } = await sql<{ user_id: string; count: number }>`
        select live_agent_id as user_id, count(*)::integer as count from threads
        where domain_id = ${domainId} and live = 'connected' and live_agent_id = any(${[...userIds]}::uuid[])
        group by live_agent_id`.execute(kysely);
      return new Map(rows.map(({ user_id, count }) => [user_id, count]));
    },
  };
}

/** Nobody takes conversations while idle, whatever they have chosen. */
function toSaid(row: Row): SaidPresence {
  const { realtime, asynchronous, revision, idle, since, status_id, status_label } = row;
  return {
    choice: { realtime: idle ? "away" : realtime, asynchronous: idle ? "away" : asynchronous, revision },
    status: status_id === null ? null : { id: status_id, label: status_label ?? "" },
    idle,
    since,
  };
}
