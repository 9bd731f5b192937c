import type { Permission, SourcePermission } from "@beckon/protocol";

interface PermissionGroup {
  title: string;
  about: string;
  permissions: Partial<Record<Permission, string>>;
}

/** What each permission lets somebody do, said as it is ticked. */
export const permissionGroups: readonly PermissionGroup[] = [
  {
    title: "Conversations",
    about: "The work at the desk.",
    permissions: {
      receive_tasks: "Receive conversations",
      view_tasks: "See who works on what",
      assign_intervention: "Assign conversations",
      update_intervention: "Categorise and change conversations",
      close_content_thread: "Close and lock conversations",
      open_content_thread: "Reopen and unlock conversations",
      delete_content_thread: "Delete conversations",
      search_contents: "Search in conversations",
      use_cobrowsing: "Browse together with visitors",
      use_emoji: "Write emoji",
      reply_with_assistant: "Reply with the assistant",
      author_block_content: "Block visitors",
    },
  },
  {
    title: "Visitors",
    about: "What is known about them.",
    permissions: {
      read_identity: "See who visitors are",
      update_identity: "Change what is known of visitors",
      anonymize_identity: "Anonymise visitors",
      export_identity: "Export what is known of a visitor",
      manage_identities: "Merge and split visitors",
    },
  },
  {
    title: "Supervision",
    about: "Seeing how it goes.",
    permissions: {
      monitor_tasks: "Watch all agents’ work",
      monitor_team_tasks: "Watch the own team’s work",
      read_presence: "See who is available",
      read_stats: "See all numbers",
      read_own_stats: "See one’s own numbers",
      read_event: "Read the audit log",
    },
  },
  {
    title: "Sources and offers",
    about: "What visitors are shown, and when.",
    permissions: {
      create_source: "Make sources",
      update_source: "Change sources",
      manage_messaging: "Change triggers, items, messages and variables",
      create_community: "Make communities",
      update_community: "Change communities and their keys",
    },
  },
  {
    title: "Work rules",
    about: "How conversations are sorted and handled.",
    permissions: {
      manage_categories: "Change categories",
      manage_folders: "Change shared folders",
      manage_tags: "Change tags",
      manage_topologies: "Change how conversations are routed",
      manage_custom_fields: "Change custom fields",
      manage_reply_assistant: "Change the reply assistant",
      manage_rules_engine_rules: "Change rules",
      manage_bots: "Make bots and switch them on and off",
      manage_surveys: "Change surveys",
    },
  },
  {
    title: "People and product",
    about: "Who may do what.",
    permissions: {
      invite_user: "Invite people",
      update_user: "Give people roles",
      manage_teams: "Change teams",
      manage_roles: "Change roles",
      manage_api_access_tokens: "Change access tokens for programs",
      update_settings: "Change settings of the whole company",
    },
  },
];

export const sourcePermissionNames: Readonly<Record<SourcePermission, string>> = {
  read: "Read",
  reply: "Reply",
  initiate_discussion: "Start conversations",
};
