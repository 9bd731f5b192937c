import Type from "typebox";

/** What roles hold for the whole domain. The one list: roles, routes, frames and screens name nothing else. */
export const PERMISSIONS = [
  "receive_tasks",
  "view_tasks",
  "monitor_tasks",
  "monitor_team_tasks",
  "search_contents",
  "assign_intervention",
  "update_intervention",
  "close_content_thread",
  "open_content_thread",
  "delete_content_thread",
  "use_cobrowsing",
  "use_emoji",
  "reply_with_assistant",
  "author_block_content",
  "read_identity",
  "update_identity",
  "anonymize_identity",
  "export_identity",
  "manage_messaging",
  "manage_identities",
  "manage_categories",
  "manage_folders",
  "manage_tags",
  "manage_teams",
  "manage_roles",
  "manage_topologies",
  "manage_custom_fields",
  "manage_reply_assistant",
  "manage_rules_engine_rules",
  "manage_bots",
  "manage_surveys",
  "manage_api_access_tokens",
  "create_source",
  "update_source",
  "create_community",
  "update_community",
  "invite_user",
  "update_user",
  "read_stats",
  "read_own_stats",
  "read_presence",
  "read_event",
  "update_settings",
] as const;
export const Permission = Type.Enum([...PERMISSIONS]);
export type Permission = (typeof PERMISSIONS)[number];

/** What roles hold for single sources, or for all of them. */
export const SOURCE_PERMISSIONS = ["read", "reply", "initiate_discussion"] as const;
export const SourcePermission = Type.Enum([...SOURCE_PERMISSIONS]);
export type SourcePermission = (typeof SOURCE_PERMISSIONS)[number];

export const ReadyMadeRole = Type.Enum(["administrator", "supervisor", "agent", "analyst"]);
export type ReadyMadeRole = Type.Static<typeof ReadyMadeRole>;
