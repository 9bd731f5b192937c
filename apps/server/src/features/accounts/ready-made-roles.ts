import { type Permission, type ReadyMadeRole, SOURCE_PERMISSIONS, type SourcePermission } from "@beckon/protocol";

interface RoleSeed {
  name: ReadyMadeRole;
  label: string;
  permissions: readonly Permission[];
  sourcePermissions: readonly SourcePermission[];
}

const AGENT: readonly Permission[] = [
  "receive_tasks",
  "view_tasks",
  "search_contents",
  "update_intervention",
  "close_content_thread",
  "open_content_thread",
  "use_cobrowsing",
  "use_emoji",
  "reply_with_assistant",
  "read_identity",
  "update_identity",
  "read_own_stats",
  "read_presence",
];

/** What every new domain starts with. The administrator's role holds everything by itself: see `sumRights`. */
export const READY_MADE_ROLES: readonly RoleSeed[] = [
  { name: "administrator", label: "Administrator", permissions: [], sourcePermissions: SOURCE_PERMISSIONS },
  {
    name: "supervisor",
    label: "Supervisor",
    permissions: [
      ...AGENT,
      "monitor_tasks",
      "monitor_team_tasks",
      "assign_intervention",
      "author_block_content",
      "manage_tags",
      "manage_folders",
      "manage_reply_assistant",
      "read_stats",
    ],
    sourcePermissions: SOURCE_PERMISSIONS,
  },
  { name: "agent", label: "Agent", permissions: AGENT, sourcePermissions: SOURCE_PERMISSIONS },
  {
    name: "analyst",
    label: "Analyst",
    permissions: ["search_contents", "read_identity", "read_stats", "read_own_stats", "read_presence"],
    sourcePermissions: ["read"],
  },
];
