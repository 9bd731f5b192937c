import { holdsForSource, type Rights } from "../accounts/index.ts";

/** Whose replies somebody may read: everybody's, those of some sources beside those of none, or nobody's. */
export type Reach = { kind: "all" } | { kind: "sources"; ids: readonly string[] } | { kind: "none" };

/** Whoever may reply somewhere reads what can be replied there; whoever writes the replies reads all of them. */
export function reachOf(rights: Rights): Reach {
  if (rights.permissions.has("manage_reply_assistant")) return { kind: "all" };
  const assisted = rights.permissions.has("reply_with_assistant");
  if (rights.everySource.has("read") && (assisted || rights.everySource.has("reply"))) return { kind: "all" };
  const ids = [...rights.sources.keys()].filter((id) => holdsForSource(rights, id, assisted ? "read" : "reply"));
  return ids.length > 0 ? { kind: "sources", ids } : { kind: "none" };
}
