import { PERMISSIONS, type Permission, SOURCE_PERMISSIONS, type SourcePermission } from "@beckon/protocol";

/** What somebody may do: the sum of their roles. */
export interface Rights {
  permissions: ReadonlySet<Permission>;
  /** For every source, those that are yet to be made included. */
  everySource: ReadonlySet<SourcePermission>;
  /** For single sources, by their ids, beside those of `everySource`. */
  sources: ReadonlyMap<string, ReadonlySet<SourcePermission>>;
}

/** One role as it is stored; of what it holds for single sources, one each time. */
export interface HeldRole {
  isAdministrator: boolean;
  permissions: readonly Permission[];
  sourcePermissions: readonly SourcePermission[];
  source: { id: string; permissions: readonly SourcePermission[] } | null;
}

/** The administrator's role holds everything, permissions of later versions included. */
export function sumRights(roles: readonly HeldRole[]): Rights {
  if (roles.some((role) => role.isAdministrator)) {
    return { permissions: new Set(PERMISSIONS), everySource: new Set(SOURCE_PERMISSIONS), sources: new Map() };
  }
  const sources = new Map<string, Set<SourcePermission>>();
  for (const { source } of roles) {
    if (source === null) continue;
    const held = sources.get(source.id) ?? new Set();
    for (const permission of source.permissions) held.add(permission);
    sources.set(source.id, held);
  }
  return {
    permissions: new Set(roles.flatMap((role) => role.permissions)),
    everySource: new Set(roles.flatMap((role) => role.sourcePermissions)),
    sources,
  };
}

/** A bot reads, answers and sorts in the sources that are chosen for it; in all when none is. */
export function rightsOfBot(sourceIds: readonly string[]): Rights {
  const held = new Set(["read", "reply"] as const);
  return {
    permissions: new Set(["update_intervention"] as const),
    everySource: sourceIds.length === 0 ? held : new Set(),
    sources: new Map(sourceIds.map((id) => [id, held])),
  };
}

/** What is done in a source asks for reading it too: nobody acts on what they may not see. */
export function holdsForSource(rights: Rights, sourceId: string, permission: SourcePermission): boolean {
  const holds = (wanted: SourcePermission) =>
    rights.everySource.has(wanted) || rights.sources.get(sourceId)?.has(wanted) === true;
  return holds("read") && holds(permission);
}

/** The sources whose threads may be read; null for all of them. */
export function readableSources(rights: Rights): string[] | null {
  if (rights.everySource.has("read")) return null;
  return [...rights.sources].filter(([, held]) => held.has("read")).map(([id]) => id);
}

/** The sources in whose threads somebody may answer; null for all of them. */
export function answerableSources(rights: Rights): string[] | null {
  if (rights.everySource.has("read") && rights.everySource.has("reply")) return null;
  return [...rights.sources.keys()].filter((id) => holdsForSource(rights, id, "reply"));
}

const CONFIGURATION: readonly Permission[] = ["manage_messaging", "create_source", "update_source", "manage_roles"];

/** The sources that may be seen in lists and settings: those to read, or all for whoever configures; null for all. */
export function visibleSources(rights: Rights): string[] | null {
  return CONFIGURATION.some((permission) => rights.permissions.has(permission)) ? null : readableSources(rights);
}

/** Whether `holder` may grant `wanted`, or change somebody who has it: nobody reaches beyond what they hold. */
export function covers(holder: Rights, wanted: Rights): boolean {
  return (
    [...wanted.permissions].every((each) => holder.permissions.has(each)) &&
    [...wanted.everySource].every((each) => holder.everySource.has(each)) &&
    [...wanted.sources].every(([id, held]) =>
      [...held].every((each) => holder.everySource.has(each) || holder.sources.get(id)?.has(each) === true),
    )
  );
}
