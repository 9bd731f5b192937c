import type { Channel, RoutingSettings, RoutingStep } from "@beckon/protocol";
import type { Database } from "../../platform/database/index.ts";
import { type Accounts, answerableSources } from "../accounts/index.ts";
import { type AgentSkills, readRouting, readRoutingVersion, readSkills, readSourceSteps } from "./routing.store.ts";

/** Who can be asked of what. */
export interface KnownAgent extends AgentSkills {
  /** Null: of every source. */
  sourceIds: string[] | null;
}

interface Known {
  version: number;
  settings: Record<Channel, RoutingSettings>;
  stepsOfSources: Map<string, RoutingStep[]>;
  /** Rules have a say in what visitors write. */
  rulesComeFirst: boolean;
  /** Those who were asked for since; null for who may receive no tasks. */
  agents: Map<string, KnownAgent | null>;
}

/**
 * What administrators have said of routing, kept until the database counts a change of it: what rings would else read the
 * rights and skills of hundreds of agents each time.
 */
export function createKnownRouting(
  database: Database,
  accounts: Pick<Accounts, "readRightsOfAll">,
  hasRulesOnMessages: (domainId: string) => Promise<boolean>,
) {
  const byDomain = new Map<string, Known>();

  async function readUpToDate(domainId: string): Promise<Known> {
    // Before all else: what changes while it is read has another version at the next look.
    const version = await readRoutingVersion(database, domainId);
    const kept = byDomain.get(domainId);
    if (kept !== undefined && kept.version === version) return kept;
    const known: Known = {
      version,
      settings: await readRouting(database, domainId),
      stepsOfSources: await readSourceSteps(database, domainId),
      rulesComeFirst: await hasRulesOnMessages(domainId),
      agents: new Map(),
    };
    byDomain.set(domainId, known);
    return known;
  }

  return {
    async read(domainId: string, userIds: readonly string[]) {
      const { settings, stepsOfSources, rulesComeFirst, agents } = await readUpToDate(domainId);
      const unknown = userIds.filter((id) => !agents.has(id));
      if (unknown.length > 0) {
        const rightsOf = await accounts.readRightsOfAll(domainId, unknown);
        const skilled = new Map((await readSkills(database, domainId, unknown)).map((each) => [each.id, each]));
        for (const id of unknown) {
          const skills = skilled.get(id);
          const rights = rightsOf.get(id);
          const mayReceive = skills !== undefined && rights?.permissions.has("receive_tasks") === true;
          agents.set(id, mayReceive ? { ...skills, sourceIds: answerableSources(rights) } : null);
        }
      }
      return { settings, stepsOfSources, rulesComeFirst, agents: userIds.flatMap((id) => agents.get(id) ?? []) };
    },
  };
}
