import type { Channel, RoutingSettings } from "@beckon/protocol";
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
    // JSON, since all agents' are read at each pass, and the driver takes long over arrays.
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
