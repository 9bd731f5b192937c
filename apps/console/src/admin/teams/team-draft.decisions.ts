import type { Team, User } from "@beckon/protocol";
import { fullName } from "../../controls/full-name.decisions.ts";

/** So many are named in a line; of the others only the number is told. */
const NAMED = 4;

/** Who is in a team, for a line in the list. */
export function sayMembers({ member_ids }: Team, users: readonly User[]): string {
  const names = users.filter(({ id }) => member_ids.includes(id)).map(fullName);
  if (member_ids.length === 0) return "Nobody is in it yet.";
  if (names.length <= NAMED) return names.join(", ");
  return `${names.slice(0, NAMED).join(", ")} and ${names.length - NAMED} more`;
}

export function findTeamErrors({ label }: { label: string }): Record<string, string> {
  if (label.trim() === "") return { label: "Give the team a name." };
  return label.trim().length > 200 ? { label: "Use at most 200 characters." } : {};
}
