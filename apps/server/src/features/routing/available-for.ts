import type { Channel, TaskTarget } from "@beckon/protocol";
import type { Database } from "../../platform/database/index.ts";
import { type Accounts, answerableSources } from "../accounts/index.ts";
import type { Presence } from "../presence/index.ts";
import { isTarget } from "./plan.decisions.ts";
import { readSkills } from "./routing.store.ts";

/** Whether somebody is at the desk who takes conversations of a source now, and for whom it is meant (null: anybody). */
export async function isSomebodyAvailable(
  {
    database,
    accounts,
    presence,
  }: {
    database: Database;
    accounts: Pick<Accounts, "readRightsOfAll">;
    presence: Pick<Presence, "listAvailable">;
  },
  wanted: { domainId: string; sourceId: string; channel: Channel; target: TaskTarget | null },
): Promise<boolean> {
  const { domainId, sourceId, channel, target } = wanted;
  const userIds = presence.listAvailable(domainId, channel);
  if (userIds.length === 0) return false;
  const rightsOf = await accounts.readRightsOfAll(domainId, userIds);
  const skills = await readSkills(database, domainId, userIds);
  return skills.some((agent) => {
    const rights = rightsOf.get(agent.id);
    if (rights?.permissions.has("receive_tasks") !== true) return false;
    if (answerableSources(rights)?.includes(sourceId) === false) return false;
    return target === null || isTarget(target, agent);
  });
}
