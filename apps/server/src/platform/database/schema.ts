import type {
  ExtraValueMapping,
  FolderConditions,
  Holiday,
  MappingOutcome,
  OfferCount,
  OpenInterval,
  Permission,
  ReadyMadeRole,
  RuleAction,
  RuleCondition,
  RuleEvent,
  SourcePermission,
  TaskState,
  TaskTarget,
} from "@beckon/protocol";
import type { ColumnType, Generated, JSONColumnType } from "kysely";

/** The tables as Kysely sees them. The migrations make them; these types say what comes out and what may go in. */
export interface Schema {
  domains: DomainsTable;
  users: UsersTable;
  bots: BotsTable;
  sessions: SessionsTable;
  access_tokens: AccessTokensTable;
  communities: CommunitiesTable;
  community_keys: CommunityKeysTable;
  presented_tokens: PresentedTokensTable;
  identity_refusals: IdentityRefusalsTable;
  sources: SourcesTable;
  items: ItemsTable;
  automatic_messages: AutomaticMessagesTable;
  custom_variables: CustomVariablesTable;
  triggers: TriggersTable;
  identities: IdentitiesTable;
  identity_groups: IdentityGroupsTable;
  custom_fields: CustomFieldsTable;
  threads: ThreadsTable;
  messages: MessagesTable;
  page_views: PageViewsTable;
  facts: FactsTable;
  fact_followers: FactFollowersTable;
  thread_summaries: ThreadSummariesTable;
  configuration_changes: ConfigurationChangesTable;
  agent_presences: AgentPresencesTable;
  channels: ChannelsTable;
  agent_capacities: AgentCapacitiesTable;
  presence_statuses: PresenceStatusesTable;
  roles: RolesTable;
  role_sources: RoleSourcesTable;
  user_roles: UserRolesTable;
  teams: TeamsTable;
  team_members: TeamMembersTable;
  categories: CategoriesTable;
  user_category_skills: UserCategorySkillsTable;
  thread_categories: ThreadCategoriesTable;
  tags: TagsTable;
  thread_tags: ThreadTagsTable;
  time_sheets: TimeSheetsTable;
  source_time_sheets: SourceTimeSheetsTable;
  rules: RulesTable;
  rule_replies: RuleRepliesTable;
  folders: FoldersTable;
  mentions: MentionsTable;
  audit_events: AuditEventsTable;
  canned_replies: CannedRepliesTable;
  canned_reply_categories: CannedReplyCategoriesTable;
  canned_reply_sources: CannedReplySourcesTable;
  thread_drafts: ThreadDraftsTable;
  attachments: AttachmentsTable;
  interventions: InterventionsTable;
  tasks: TasksTable;
  routing_settings: RoutingSettingsTable;
  routing_versions: RoutingVersionsTable;
  erased_identities: ErasedIdentitiesTable;
  domain_settings: DomainSettingsTable;
  offer_counts: OfferCountsTable;
}

type CreatedAt = ColumnType<Date, Date | string | undefined, never>;
/** bigint columns arrive as strings unless the driver is told otherwise; they are read as numbers (< 2^53). */
type BigInteger = ColumnType<number, number | undefined, number>;
type Json<T extends object> = JSONColumnType<T>;

export interface DomainsTable {
  id: string;
  name: string;
  created_at: CreatedAt;
}

export interface UsersTable {
  domain_id: string;
  id: string;
  email: string;
  password_hash: string;
  firstname: string;
  lastname: string;
  role: "administrator" | "supervisor" | "agent";
  avatar_url: string | null;
  deactivated_at: Date | null;
  languages: Generated<string[]>;
  kind: Generated<"person" | "bot">;
  created_at: CreatedAt;
}

export interface BotsTable {
  domain_id: string;
  id: string;
  url: string;
  source_ids: string[];
  answer_seconds: number;
  sealed_secret: Buffer;
  replaced_secret: Buffer | null;
  replaced_until: Date | null;
  created_at: CreatedAt;
}

export interface SessionsTable {
  domain_id: string;
  id: string;
  user_id: string;
  token_hash: Buffer;
  created_at: CreatedAt;
  last_used_at: Generated<Date>;
  rotated_at: Generated<Date>;
}

export interface AccessTokensTable {
  domain_id: string;
  id: string;
  user_id: string;
  label: Generated<string>;
  token_hash: Buffer;
  created_at: CreatedAt;
  last_used_at: Date | null;
}

export interface CommunitiesTable {
  domain_id: string;
  id: string;
  name: string;
  signed_identities: Generated<"reject" | "accept" | "require">;
  accept_unsigned_uuids: Generated<boolean>;
  first_hour_required: boolean | null;
  merge_equal_emails: Generated<boolean>;
  merge_equal_uuids: Generated<boolean>;
  extra_value_mapping: JSONColumnType<ExtraValueMapping, string | undefined, string>;
  /** Grows with each change of the mapping. */
  mapping_version: Generated<number>;
  /** Up to which identity a mapping that has changed was applied; null: to all. */
  mapped_up_to_id: string | null;
  created_at: CreatedAt;
}

export interface CommunityKeysTable {
  domain_id: string;
  id: string;
  community_id: string;
  kid: string;
  algorithm: "HS256" | "RS256";
  sealed_secret: Buffer | null;
  public_key: string | null;
  created_at: CreatedAt;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

export interface PresentedTokensTable {
  domain_id: string;
  community_id: string;
  token_hash: Buffer;
  expires_at: Date;
}

export interface IdentityRefusalsTable {
  domain_id: string;
  id: string;
  community_id: string;
  source_id: string;
  code: string;
  reason: string | null;
  kid: string | null;
  occurred_at: Date;
}

export interface SourcesTable {
  domain_id: string;
  id: string;
  community_id: string;
  token: string;
  label: string;
  mode: "messaging" | "live_chat";
  state: Generated<"active" | "inactive" | "maintenance">;
  /** What of protocol's `Source` has no column of its own; read through features/sources, which fills defaults. */
  settings: Json<Record<string, unknown>>;
  revision: BigInteger;
  created_at: CreatedAt;
}

export interface ItemsTable {
  domain_id: string;
  id: string;
  source_id: string;
  label: string;
  type: "button" | "invitation";
  placement: Json<object>;
  online_offline: Generated<boolean>;
  html: string;
  css: Generated<string>;
  place: Generated<number>;
  created_at: CreatedAt;
}

export interface AutomaticMessagesTable {
  domain_id: string;
  id: string;
  source_id: string;
  label: string;
  body: string;
  created_at: CreatedAt;
}

export interface CustomVariablesTable {
  domain_id: string;
  id: string;
  source_id: string;
  name: string;
  label: string;
  type: "string" | "number" | "boolean";
  filling: JSONColumnType<object> | null;
  created_at: CreatedAt;
}

export interface TriggersTable {
  domain_id: string;
  id: string;
  source_id: string;
  label: string;
  active: Generated<boolean>;
  place: number;
  definition: Json<object>;
  created_at: CreatedAt;
}

export interface IdentitiesTable {
  domain_id: string;
  id: string;
  community_id: string;
  secret_hash: Buffer | null;
  uuid: string | null;
  uuid_standing: "claimed" | "shared" | "signed" | null;
  extra_values: JSONColumnType<Record<string, string | number | boolean>, string | undefined, string>;
  firstname: string | null;
  lastname: string | null;
  screenname: string | null;
  company: string | null;
  email: string | null;
  avatar_url: string | null;
  /** What the community's mapping makes of the uuid and the extra values. */
  mapped_values: JSONColumnType<object, string | undefined, string>;
  mapping_outcomes: JSONColumnType<MappingOutcome[], string | undefined, string>;
  email_requested_at: Date | null;
  /** Counts what was changed of it. */
  revision: Generated<number>;
  anonymized_at: Date | null;
  created_at: CreatedAt;
}

/** What people wrote of an identity's person; the row of the identity that others were merged into stands for all. */
export interface IdentityGroupsTable {
  domain_id: string;
  /** The identity's. */
  id: string;
  merged_into_id: string | null;
  separated_at: Date | null;
  firstname: string | null;
  lastname: string | null;
  company: string | null;
  job_title: string | null;
  gender: "female" | "male" | "other" | null;
  emails: string[] | null;
  phones: string[] | null;
  home_address: string | null;
  notes: string | null;
  avatar_url: string | null;
  /** By the ids of custom fields. */
  custom_values: JSONColumnType<Record<string, string | number | boolean | string[]>, string | undefined, string>;
  revision: Generated<number>;
  created_at: CreatedAt;
}

export interface CustomFieldsTable {
  domain_id: string;
  id: string;
  type: "text" | "number" | "boolean" | "date" | "single_choice" | "multiple_choice";
  label: string;
  choices: string[];
  pattern: string | null;
  active: boolean;
  place: number;
  created_at: CreatedAt;
}

export interface ThreadsTable {
  domain_id: string;
  id: string;
  source_id: string;
  identity_id: string;
  last_number: Generated<number>;
  visitor_read_number: Generated<number>;
  agent_read_number: Generated<number>;
  state: Generated<"open" | "closed">;
  locked: Generated<boolean>;
  email_request: "open" | "submitted" | null;
  live: "waiting" | "connected" | "ended" | null;
  live_agent_id: string | null;
  live_agent_name: string | null;
  connected_at: Date | null;
  trigger_id: string | null;
  language: string | null;
  /** The place in TASK_PRIORITIES. */
  priority: Generated<number>;
  context_data: Json<Record<string, string>>;
  created_at: CreatedAt;
}

export interface MessagesTable {
  domain_id: string;
  id: string;
  thread_id: string;
  number: number;
  author_type: "visitor" | "agent" | "bot" | "system";
  author_id: string | null;
  author_name: string;
  body: string;
  automated: Generated<boolean>;
  private: Generated<boolean>;
  created_at: CreatedAt;
  attachments: Json<object[]> | null;
  mentions: Json<object[]> | null;
}

export interface PageViewsTable {
  domain_id: string;
  id: string;
  identity_id: string;
  source_id: string;
  url: string;
  title: string;
  custom_variables: Json<Record<string, string | number | boolean>>;
  started_at: ColumnType<Date, Date | string, never>;
}

export interface FactsTable {
  position: ColumnType<number, never, never>;
  domain_id: string;
  type: string;
  thread_id: string | null;
  payload: Json<object>;
  by_rule: Generated<boolean>;
  created_at: CreatedAt;
}

export interface FactFollowersTable {
  name: string;
  position: BigInteger;
}

export interface ThreadSummariesTable {
  domain_id: string;
  thread_id: string;
  source_id: string;
  unread_count: Generated<number>;
  last_message_number: number | null;
  last_author_type: "visitor" | "agent" | "bot" | "system" | null;
  last_author_id: string | null;
  last_author_name: string | null;
  last_preview: string | null;
  last_message_at: Date | null;
  last_activity_at: Date;
  revision: number;
  /** From here on what folders look at: of the thread, of the work in it, and the numbers of the last messages. */
  state: Generated<"open" | "closed">;
  locked: Generated<boolean>;
  live: "waiting" | "connected" | "ended" | null;
  language: string | null;
  assigned_to: string | null;
  visitor_number: number | null;
  answer_number: number | null;
}

export interface ConfigurationChangesTable {
  domain_id: string;
  id: string;
  source_id: string;
  revision: number;
  user_id: string | null;
  user_name: string | null;
  object_type: string;
  object_id: string;
  object_label: string;
  action: "created" | "changed" | "deleted" | "reordered" | "reverted";
  before: JSONColumnType<object> | null;
  after: JSONColumnType<object> | null;
  created_at: CreatedAt;
}

export interface AgentPresencesTable {
  domain_id: string;
  user_id: string;
  realtime: "available" | "away";
  asynchronous: "available" | "away";
  revision: BigInteger;
  status_id: string | null;
  idle: Generated<boolean>;
  since: Generated<Date>;
}

export interface ChannelsTable {
  domain_id: string;
  channel: "realtime" | "asynchronous";
  soft_limit: number;
  hard_limit: number;
  task_timeout_seconds: number | null;
  give_back_seconds: number | null;
}

export interface AgentCapacitiesTable {
  domain_id: string;
  user_id: string;
  channel: "realtime" | "asynchronous";
  soft_limit: number;
  hard_limit: number;
}

export interface PresenceStatusesTable {
  domain_id: string;
  id: string;
  label: string;
  created_at: CreatedAt;
}

export interface RolesTable {
  domain_id: string;
  id: string;
  label: string;
  ready_made: ReadyMadeRole | null;
  permissions: Permission[];
  /** For every source, those that are yet to be made included. */
  source_permissions: SourcePermission[];
  created_at: CreatedAt;
}

export interface RoleSourcesTable {
  domain_id: string;
  role_id: string;
  source_id: string;
  permissions: SourcePermission[];
}

export interface UserRolesTable {
  domain_id: string;
  user_id: string;
  role_id: string;
}

export interface TeamsTable {
  domain_id: string;
  id: string;
  label: string;
  created_at: CreatedAt;
}

export interface TeamMembersTable {
  domain_id: string;
  team_id: string;
  user_id: string;
}

export interface CategoriesTable {
  domain_id: string;
  id: string;
  parent_id: string | null;
  label: string;
  colour: string;
  mandatory: Generated<boolean>;
  multiple: Generated<boolean>;
  place: number;
  created_at: CreatedAt;
}

export interface UserCategorySkillsTable {
  domain_id: string;
  user_id: string;
  category_id: string;
}

export interface ThreadCategoriesTable {
  domain_id: string;
  thread_id: string;
  category_id: string;
}

export interface TagsTable {
  domain_id: string;
  id: string;
  label: string;
  colour: string;
  created_at: CreatedAt;
}

export interface ThreadTagsTable {
  domain_id: string;
  thread_id: string;
  tag_id: string;
}

export interface TimeSheetsTable {
  domain_id: string;
  id: string;
  label: string;
  time_zone: string;
  weekly: Json<OpenInterval[]>;
  holidays: Json<Holiday[]>;
  created_at: CreatedAt;
}

export interface SourceTimeSheetsTable {
  domain_id: string;
  source_id: string;
  time_sheet_id: string;
}

export interface RulesTable {
  domain_id: string;
  id: string;
  label: string;
  active: boolean;
  event: RuleEvent;
  source_ids: string[];
  conditions: Json<RuleCondition[]>;
  actions: Json<RuleAction[]>;
  place: number;
  created_at: CreatedAt;
}

export interface RuleRepliesTable {
  domain_id: string;
  thread_id: string;
  rule_id: string;
  sent_at: Date;
}

export interface MentionsTable {
  domain_id: string;
  user_id: string;
  message_id: string;
  thread_id: string;
  number: number;
  created_at: Date;
  read_at: Date | null;
}

export interface FoldersTable {
  domain_id: string;
  id: string;
  /** Whose own it is; null: it is shared, with these teams or, when there is none, with everybody. */
  owner_id: string | null;
  team_ids: string[];
  label: string;
  conditions: Json<FolderConditions>;
  sorting: "newest" | "oldest";
  place: number;
  created_at: CreatedAt;
}

export interface AuditEventsTable {
  domain_id: string;
  id: string;
  actor_id: string | null;
  actor_name: string | null;
  action: string;
  object_type: string;
  object_id: string | null;
  object_label: string;
  before: JSONColumnType<object> | null;
  after: JSONColumnType<object> | null;
  created_at: CreatedAt;
}

export interface CannedRepliesTable {
  domain_id: string;
  id: string;
  title: string;
  shortcut: string;
  body: string;
  language: string | null;
  created_at: CreatedAt;
}

export interface CannedReplyCategoriesTable {
  domain_id: string;
  reply_id: string;
  category_id: string;
}

export interface CannedReplySourcesTable {
  domain_id: string;
  reply_id: string;
  source_id: string;
}

export interface ThreadDraftsTable {
  domain_id: string;
  user_id: string;
  thread_id: string;
  mode: "reply" | "note";
  reply: string;
  note: string;
  updated_at: Date;
}

interface AttachmentsTable {
  domain_id: string;
  id: string;
  /** The uploader; only they may send it. */
  owner_type: "visitor" | "agent";
  owner_id: string;
  /** Null until a message is sent with it. */
  thread_id: string | null;
  message_id: string | null;
  /** Names the file in the storage, and is the secret of its address. */
  access_key: string;
  name: string;
  content_type: string;
  size: number;
  width: number | null;
  height: number | null;
  has_thumbnail: boolean;
  sha256: Buffer;
  is_stored: Generated<boolean>;
  created_at: CreatedAt;
}

interface InterventionsTable {
  domain_id: string;
  id: string;
  thread_id: string;
  source_id: string;
  state: "open" | "deferred" | "closed" | "canceled";
  user_id: string | null;
  /** The thread's last number when it began: replies have greater ones. */
  opened_number: number;
  deferred_until: Date | null;
  opened_at: Date;
  closed_at: Date | null;
}

interface TasksTable {
  domain_id: string;
  id: string;
  thread_id: string;
  source_id: string;
  intervention_id: string | null;
  channel: "realtime" | "asynchronous";
  state: TaskState;
  completion: "closed" | "deferred" | null;
  user_id: string | null;
  priority: Generated<number>;
  target: JSONColumnType<TaskTarget> | null;
  comment: string | null;
  transferred_by: string | null;
  step: Generated<number>;
  step_ends_at: Date | null;
  declined_by: Generated<string[]>;
  missed_by: Generated<string[]>;
  ring_ends_at: Date | null;
  queued_at: Date;
  created_at: Date;
  accepted_at: Date | null;
  ended_at: Date | null;
  changed_at: Date;
  revision: BigInteger;
  /** The thread's last number when it was made. */
  made_number: Generated<number>;
}

interface RoutingVersionsTable {
  domain_id: string;
  version: Generated<number>;
}

interface RoutingSettingsTable {
  domain_id: string;
  channel: "realtime" | "asynchronous";
  settings: Json<object>;
}

export interface ErasedIdentitiesTable {
  domain_id: string;
  mark: Buffer;
  erased_at: Date;
}

/** In days; 0: for ever. */
export interface DomainSettingsTable {
  domain_id: string;
  closed_threads_days: Generated<number>;
  anonymous_identities_days: Generated<number>;
  audit_days: Generated<number>;
}

/** Totals of one trigger in one hour. */
export interface OfferCountsTable extends Record<OfferCount, number> {
  domain_id: string;
  source_id: string;
  trigger_id: string;
  hour: Date;
}
