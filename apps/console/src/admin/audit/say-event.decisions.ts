import type { AuditEvent, MappingEntry } from "@beckon/protocol";
import { personWords } from "../../desk/person/person-draft.decisions.ts";
import type { SayEntry } from "../history/diff.decisions.ts";
import { permissionGroups } from "../roles/permission-words.decisions.ts";
import { sayLong, stepNames } from "../routing/way-words.decisions.ts";

const verbs: Readonly<Record<string, string>> = {
  created: "made",
  changed: "changed",
  deleted: "deleted",
  revoked: "revoked",
  merged: "merged",
  unmerged: "separated",
  applied: "applied",
  called: "called a service by",
  failed: "could not",
  ordered: "ordered",
  exported: "exported what is stored of",
  deactivated: "deactivated",
  activated: "let in again",
  anonymised: "anonymised",
  transferred: "passed on",
  assigned: "assigned",
  over: "took over",
  moved: "put back to the first step",
  closed: "closed",
  canceled: "closed without a reply",
  deferred: "put off",
  released: "put back into the queue",
  replaced: "replaced",
};

const objects: Readonly<Record<string, string>> = {
  role: "the role",
  category: "the category",
  team: "the team",
  canned_reply: "the canned reply",
  user: "the person",
  capacity: "the capacity of",
  presence_status: "the status",
  token: "the API token",
  bot: "the bot",
  bot_token: "the token of the bot",
  bot_secret: "the secret of the bot",
  tag: "the tag",
  time_sheet: "the business hours",
  rule: "the rule",
  routing: "the routing of",
  rule_call: "call a service by the rule",
  community: "the community",
  identity_group: "the person",
  identities: "identities of",
  community_key: "a key of the community",
  user_roles: "the roles of",
  identity: "the visitor",
  conversation: "the conversation with",
  conversation_taken: "the conversation with",
};

/** `role_changed` → “changed the role”. What has no words of its own is said as the log has it. */
export function sayAction({ action }: Pick<AuditEvent, "action">): string {
  const cut = action.lastIndexOf("_");
  const verb = verbs[action.slice(cut + 1)];
  const object = action.slice(0, cut);
  if (verb === undefined || cut === -1) return `${action.replaceAll("_", " ")}:`;
  return `${verb} ${objects[object] ?? `the ${object.replaceAll("_", " ")}`}`;
}

const permissionNames: Readonly<Record<string, string>> = Object.assign(
  {},
  ...permissionGroups.map(({ permissions }) => permissions),
);

/** A step of routing; null for what is none. */
function sayStep(entry: object): string | null {
  const { kind, seconds } = entry as { kind?: unknown; seconds?: unknown };
  const who = Object.entries(stepNames).find(([name]) => name === kind)?.[1];
  if (who === undefined) return null;
  return typeof seconds === "number" ? `${who}, for ${sayLong(seconds)}` : who;
}

/** Permissions by what they let somebody do, what a rule could not do with why, ids by the labels of what they stand for. */
export function sayEventEntry(labels: ReadonlyMap<string, string>): SayEntry {
  return (field, entry) => {
    if (typeof entry === "string") {
      if (field === "permissions") return permissionNames[entry] ?? null;
      return labels.get(entry) ?? null;
    }
    if (field === "extra_value_mapping") return sayMapped(entry, labels);
    if (field === "failed" && typeof entry === "object" && entry !== null) {
      const { action, reason } = entry as { action?: unknown; reason?: unknown };
      return `${String(action).replaceAll("_", " ")}: ${String(reason)}`;
    }
    if (typeof entry !== "object" || entry === null) return null;
    if (field === "steps") return sayStep(entry);
    if (field !== "sources") return null;
    const { source_id, permissions } = entry as { source_id?: unknown; permissions?: unknown };
    const held = Array.isArray(permissions) ? permissions.join(", ").replaceAll("_", " ") : "";
    return `${labels.get(String(source_id)) ?? "A source that is gone"}: ${held}`;
  };
}

/** `plan → Plan`; null for what is no entry of a mapping. */
function sayMapped(entry: unknown, labels: ReadonlyMap<string, string>): string | null {
  if (typeof entry !== "object" || entry === null || !("source" in entry) || !("target" in entry)) return null;
  const { source, target } = entry as MappingEntry;
  const field =
    target.kind === "field"
      ? personWords[target.field]
      : (labels.get(target.custom_field_id) ?? "a custom field that is gone");
  return `${source.kind === "uuid" ? "The uuid" : source.name} → ${field}`;
}
