import type { AccessRole, AccessRoleChange, Permission, SourcePermission } from "@beckon/protocol";

/** A role as its form holds it. */
export interface RoleDraft {
  label: string;
  permissions: readonly Permission[];
  everySource: readonly SourcePermission[];
  /** By the id of the source; one that has none is not sent. */
  sources: Readonly<Record<string, readonly SourcePermission[]>>;
}

export const freshRole: RoleDraft = { label: "", permissions: [], everySource: [], sources: {} };

export function draftOfRole({ label, permissions, source_permissions, sources }: AccessRole): RoleDraft {
  return {
    label,
    permissions,
    everySource: source_permissions,
    sources: Object.fromEntries(sources.map((each) => [each.source_id, each.permissions])),
  };
}

/** In an order of its own, so that the same role is said the same way. */
export function bodyOfRole({ label, permissions, everySource, sources }: RoleDraft): Required<AccessRoleChange> {
  return {
    label: label.trim(),
    permissions: [...permissions].sort(),
    source_permissions: [...everySource].sort(),
    sources: Object.entries(sources)
      .filter(([, held]) => held.length > 0)
      .map(([source_id, held]) => ({ source_id, permissions: [...held].sort() }))
      .sort((left, right) => (left.source_id < right.source_id ? -1 : 1)),
  };
}

/** Only what differs is sent: two people at one role do not undo each other's. */
export function changesOfRole(draft: RoleDraft, before: RoleDraft): AccessRoleChange {
  const had = bodyOfRole(before);
  const differs = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(Reflect.get(had, name));
  return Object.fromEntries(Object.entries(bodyOfRole(draft)).filter(differs));
}

export function findRoleErrors({ label }: RoleDraft): Record<string, string> {
  if (label.trim() === "") return { label: "Give the role a name." };
  if (label.trim().length > 200) return { label: "Use at most 200 characters." };
  return {};
}

export function toggled<Value>(held: readonly Value[], value: Value, isHeld: boolean): Value[] {
  const others = held.filter((each) => each !== value);
  return isHeld ? [...others, value] : others;
}

/** How much a role holds, for a line in the list. */
export function sayRole({ ready_made, permissions, source_permissions, sources }: AccessRole): string {
  if (ready_made === "administrator") return "Everything, what is yet to come included.";
  const count = permissions.length === 1 ? "1 permission" : `${permissions.length} permissions`;
  if (source_permissions.length > 0) return `${count}, in all sources.`;
  if (sources.length === 0) return `${count}, in no source.`;
  return `${count}, in ${sources.length === 1 ? "one source" : `${sources.length} sources`}.`;
}
