import type { Channel, RoutingSettings, RoutingStep } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";
import { FIRST_ROUTING } from "./routing-settings.ts";

/** What an agent can do, beside what they may. */
export interface AgentSkills {
  id: string;
  languages: string[];
  categoryIds: string[];
  teamIds: string[];
}

export async function readSkills(
  executor: Executor,
  domainId: string,
  userIds: readonly string[],
): Promise<AgentSkills[]> {
  const result = await executor.query<AgentSkills>({
    name: "routing_skills",
    // JSON, since many are read at once, and the driver takes long over arrays.
    text: `select users.id, array_to_json(users.languages) as languages,
             array_to_json(array(select category_id from user_category_skills as skill
               where skill.domain_id = users.domain_id and skill.user_id = users.id)) as "categoryIds",
             array_to_json(array(select team_id from team_members as member
               where member.domain_id = users.domain_id and member.user_id = users.id)) as "teamIds"
           from users where domain_id = $1 and id = any($2::uuid[]) and deactivated_at is null`,
    values: [domainId, userIds],
  });
  return result.rows;
}

/** Another number than before once anything that follows, or a role, has changed. */
export async function readRoutingVersion(executor: Executor, domainId: string): Promise<number> {
  const result = await executor.query<{ version: number }>({
    name: "routing_version",
    text: "select version from routing_versions where domain_id = $1",
    values: [domainId],
  });
  return result.rows[0]?.version ?? 0;
}

/** Both channels', with what a domain has not said filled in. */
export async function readRouting(executor: Executor, domainId: string): Promise<Record<Channel, RoutingSettings>> {
  const result = await executor.query<{ channel: Channel; settings: Partial<RoutingSettings> }>({
    name: "routing_settings",
    text: "select channel, settings from routing_settings where domain_id = $1",
    values: [domainId],
  });
  const said = new Map(result.rows.map(({ channel, settings }) => [channel, settings]));
  return {
    realtime: { ...FIRST_ROUTING.realtime, ...said.get("realtime") },
    asynchronous: { ...FIRST_ROUTING.asynchronous, ...said.get("asynchronous") },
  };
}

export async function writeRouting(executor: Executor, domainId: string, settings: RoutingSettings): Promise<void> {
  const { channel, ...said } = settings;
  await executor.query({
    name: "routing_settings_write",
    text: `insert into routing_settings (domain_id, channel, settings) values ($1, $2, $3)
           on conflict (domain_id, channel) do update set settings = excluded.settings`,
    values: [domainId, channel, JSON.stringify(said)],
  });
}

/** Of the sources that have steps of their own, by their ids. */
export async function readSourceSteps(executor: Executor, domainId: string): Promise<Map<string, RoutingStep[]>> {
  const result = await executor.query<{ source_id: string; steps: RoutingStep[] }>({
    name: "source_routing",
    text: "select source_id, steps from source_routing where domain_id = $1 order by source_id",
    values: [domainId],
  });
  return new Map(result.rows.map(({ source_id, steps }) => [source_id, steps]));
}

/** Null: the channel's. */
export async function writeSourceSteps(
  executor: Executor,
  domainId: string,
  sourceId: string,
  steps: readonly RoutingStep[] | null,
): Promise<void> {
  if (steps === null) {
    await executor.query({
      name: "source_routing_delete",
      text: "delete from source_routing where domain_id = $1 and source_id = $2",
      values: [domainId, sourceId],
    });
    return;
  }
  await executor.query({
    name: "source_routing_write",
    text: `insert into source_routing (domain_id, source_id, steps) values ($1, $2, $3)
           on conflict (domain_id, source_id) do update set steps = excluded.steps`,
    values: [domainId, sourceId, JSON.stringify(steps)],
  });
}

/** Locked for the transaction; null for a source that the domain does not have. */
export async function lockSourceLabel(
  transaction: Executor,
  domainId: string,
  sourceId: string,
): Promise<string | null> {
  const result = await transaction.query<{ label: string }>({
    name: "routing_source_label",
    text: "select label from sources where domain_id = $1 and id = $2 for no key update",
    values: [domainId, sourceId],
  });
  return result.rows[0]?.label ?? null;
}
