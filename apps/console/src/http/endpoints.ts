import type {
  AccessRole,
  AccessRoleChange,
  AgentDraft,
  AgentDraftChange,
  AgentPresence,
  AuditEvent,
  AutomaticMessage,
  Bot,
  BotChange,
  BotDraft,
  BotSecret,
  BotToken,
  CannedReply,
  CannedReplyChange,
  CannedReplyDraft,
  Capacity,
  CapacityChange,
  CategorisedMessage,
  Category,
  CategoryChange,
  Channel,
  ChannelChange,
  ChannelSettings,
  Colleague,
  Community,
  CommunityChange,
  CommunityDraft,
  CommunityKey,
  CommunityKeyDraft,
  ConfigurationChange,
  CreatedBot,
  CreatedCommunityKey,
  CreatedPerson,
  CreatedToken,
  CustomField,
  CustomFieldChange,
  CustomFieldDraft,
  CustomVariable,
  DomainSettings,
  DomainSettingsChange,
  Folder,
  FolderChange,
  FolderCounts,
  FolderDraft,
  Identity,
  IdentityGroup,
  IdentityGroupChange,
  IdentityGroupSummary,
  IdentityRefusal,
  Item,
  Mention,
  OfferStatistics,
  PageView,
  Person,
  PersonChange,
  PersonDraft,
  PresenceChange,
  PresenceStatus,
  QueueStatistics,
  RetentionPreview,
  RoutingSettings,
  RoutingSettingsChange,
  Rule,
  RuleCallSecret,
  RuleCallSecretState,
  RuleChange,
  RuleDraft,
  RuleTrial,
  RuleTrialAnswer,
  SearchHit,
  SignedInUser,
  Source,
  SourceChange,
  SourceRouting,
  SourceRoutingChange,
  Statistics,
  StatisticsGrouping,
  StoredOfIdentity,
  Tag,
  TagChange,
  TagDraft,
  Task,
  TaskFolder,
  TaskPriority,
  TaskTransfer,
  Team,
  TeamChange,
  TextTranslationRequest,
  ThemePreview,
  ThreadListAnswer,
  ThreadSummary,
  TimeSheet,
  TimeSheetChange,
  TimeSheetDraft,
  TokenCheck,
  TokenRecord,
  Translation,
  TranslationService,
  TranslationServiceChange,
  TranslationState,
  Trigger,
  User,
} from "@beckon/protocol";
import { request } from "./request.ts";

interface ListAnswer<Row> {
  count: number;
  offset: number;
  limit: number;
  records: Row[];
}

/** The most records that one answer holds. */
const PAGE_SIZE = 150;

async function listAll<Row>(path: string, filter: Readonly<Record<string, string>> = {}): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const query = new URLSearchParams({ ...filter, offset: String(rows.length), limit: String(PAGE_SIZE) });
    const answer = await request<ListAnswer<Row>>("GET", `${path}?${query}`);
    rows.push(...answer.records);
    if (answer.records.length === 0 || rows.length >= answer.count) return rows;
  }
}

/** The routes of one kind of thing that stands in a source. Bodies are what its form wrote, for the server to judge. */
function recordEndpoints<Row>(kind: string) {
  const path = `/api/v1/${kind}`;
  return {
    list: (sourceId: string) => listAll<Row>(path, { source_id: sourceId }),
    create: (sourceId: string, body: object) => request<Row>("POST", path, { body: { source_id: sourceId, ...body } }),
    change: (id: string, body: object) => request<Row>("PATCH", `${path}/${encodeURIComponent(id)}`, { body }),
    remove: (id: string) => request<null>("DELETE", `${path}/${encodeURIComponent(id)}`),
  };
}

const communityPath = (id: string) => `/api/v1/communities/${encodeURIComponent(id)}`;

const personPath = (id: string) => `/api/v1/identity_groups/${encodeURIComponent(id)}`;

const taskPath = (id: string, action: string) => `/api/v1/tasks/${encodeURIComponent(id)}${action}`;

const interventionPath = (id: string, action: string) => `/api/v1/interventions/${encodeURIComponent(id)}/${action}`;
const botPath = (id: string): string => `/api/v1/bots/${id}`;
const customFieldPath = (id: string) => `/api/v1/custom_fields/${encodeURIComponent(id)}`;

const rolePath = (id: string) => `/api/v1/roles/${encodeURIComponent(id)}`;

const rulePath = (id: string) => `/api/v1/rules/${encodeURIComponent(id)}`;

const timeSheetPath = (id: string) => `/api/v1/time_sheets/${encodeURIComponent(id)}`;

const folderPath = (id: string) => `/api/v1/folders/${encodeURIComponent(id)}`;

const tagPath = (id: string) => `/api/v1/tags/${encodeURIComponent(id)}`;

const categoryPath = (id: string) => `/api/v1/categories/${encodeURIComponent(id)}`;

const teamPath = (id: string) => `/api/v1/teams/${encodeURIComponent(id)}`;
const cannedReplyPath = (id: string) => `/api/v1/canned_replies/${encodeURIComponent(id)}`;

const userPath = (id: string) => `/api/v1/users/${encodeURIComponent(id)}`;

/** Everything that the console asks the server for by HTTP. */
export const endpoints = {
  logIn: (email: string, password: string) => request<User>("POST", "/api/v1/session", { body: { email, password } }),
  logOut: () => request<null>("DELETE", "/api/v1/session"),
  me: (signal?: AbortSignal) => request<SignedInUser>("GET", "/api/v1/me", { ...(signal ? { signal } : {}) }),
  threads: (sourceId: string | null, folderId: string | null, offset: number, limit: number) => {
    const query = new URLSearchParams({ offset: String(offset), limit: String(limit) });
    if (sourceId !== null) query.set("source_id", sourceId);
    if (folderId !== null) query.set("folder_id", folderId);
    return request<ThreadListAnswer>("GET", `/api/v1/threads?${query}`);
  },
  /** Of these threads those that are in a folder. */
  threadsOfFolder: (folderId: string, ids: readonly string[]) =>
    request<ListAnswer<ThreadSummary>>(
      "GET",
      `/api/v1/threads?${new URLSearchParams({ folder_id: folderId, ids: ids.join(), limit: String(ids.length) })}`,
    ),
  mentions: {
    list: (unread: boolean, offset: number, limit: number) =>
      request<ListAnswer<Mention>>(
        "GET",
        `/api/v1/mentions?${new URLSearchParams({ unread: String(unread), offset: String(offset), limit: String(limit) })}`,
      ),
    /** One has seen a thread up to a number. */
    read: (threadId: string, number: number) =>
      request<null>("PUT", `/api/v1/threads/${encodeURIComponent(threadId)}/mentions/read`, { body: { number } }),
    colleagues: (threadId: string) =>
      request<{ records: Colleague[] }>("GET", `/api/v1/threads/${encodeURIComponent(threadId)}/colleagues`),
  },
  folders: {
    list: () => listAll<Folder>("/api/v1/folders"),
    counts: () => request<FolderCounts>("GET", "/api/v1/folders/counts"),
    create: (body: FolderDraft) => request<Folder>("POST", "/api/v1/folders", { body }),
    change: (id: string, body: FolderChange) => request<Folder>("PATCH", folderPath(id), { body }),
    remove: (id: string) => request<null>("DELETE", folderPath(id)),
    order: (ids: readonly string[]) => request<null>("PUT", "/api/v1/folders/order", { body: { ids } }),
  },
  /** In a locked thread of messaging its visitor cannot write. */
  lockThread: (threadId: string, locked: boolean) =>
    request<ThreadSummary>("POST", `/api/v1/threads/${encodeURIComponent(threadId)}/${locked ? "lock" : "unlock"}`),
  categoriseThread: (threadId: string, category_ids: readonly string[]) =>
    request<ThreadSummary>("PUT", `/api/v1/threads/${encodeURIComponent(threadId)}/categories`, {
      body: { category_ids },
    }),
  messageCategories: async (threadId: string) => {
    const path = `/api/v1/threads/${encodeURIComponent(threadId)}/message_categories`;
    return (await request<{ records: CategorisedMessage[] }>("GET", path)).records;
  },
  categoriseMessage: (messageId: string, category_ids: readonly string[]) =>
    request<CategorisedMessage>("PUT", `/api/v1/messages/${encodeURIComponent(messageId)}/categories`, {
      body: { category_ids },
    }),
  tagThread: (threadId: string, tag_ids: readonly string[]) =>
    request<ThreadSummary>("PUT", `/api/v1/threads/${encodeURIComponent(threadId)}/tags`, { body: { tag_ids } }),
  prioritiseThread: (threadId: string, priority: TaskPriority) =>
    request<ThreadSummary>("PUT", `/api/v1/threads/${encodeURIComponent(threadId)}/priority`, { body: { priority } }),
  /** Null: it is not known in which language the thread is held. */
  chooseThreadLanguage: (threadId: string, language: string | null) =>
    request<ThreadSummary>("PUT", `/api/v1/threads/${encodeURIComponent(threadId)}/language`, { body: { language } }),
  /** Takes a live chat, gives it back to the queue, or ends it. */
  changeLiveChat: (threadId: string, action: "take" | "release" | "end") =>
    request<ThreadSummary>("POST", `/api/v1/threads/${encodeURIComponent(threadId)}/${action}`),
  tasks: {
    /** The first of them: more than one page of one's own nobody has, and of those that wait the next ones matter. */
    list: (folder: TaskFolder) => request<ListAnswer<Task>>("GET", `/api/v1/tasks?folder=${folder}&limit=${PAGE_SIZE}`),
    find: (id: string) => request<Task>("GET", taskPath(id, "")),
    accept: (id: string) => request<Task>("POST", taskPath(id, "/accept")),
    decline: (id: string) => request<Task>("POST", taskPath(id, "/decline")),
    requestNext: () => request<Task>("POST", "/api/v1/tasks/request_next", { body: {} }),
    transfer: (id: string, body: TaskTransfer) => request<Task>("POST", taskPath(id, "/transfer"), { body }),
    complete: (id: string) => request<Task>("POST", taskPath(id, "/complete")),
    move: (id: string) => request<Task>("POST", taskPath(id, "/move")),
    undo: (id: string) => request<Task>("POST", taskPath(id, "/undo")),
  },
  interventions: {
    cancel: (id: string) => request<unknown>("POST", interventionPath(id, "cancel")),
    defer: (id: string, until: Date) =>
      request<unknown>("POST", interventionPath(id, "defer"), { body: { until: until.toISOString() } }),
  },
  /** Available again on both channels. */
  comeBack: () =>
    request<unknown>("PUT", "/api/v1/me/presence", { body: { realtime: "available", asynchronous: "available" } }),
  pageViews: (threadId: string) =>
    request<{ records: PageView[] }>("GET", `/api/v1/threads/${encodeURIComponent(threadId)}/page_views`),
  bots: {
    list: () => listAll<Bot>("/api/v1/bots"),
    create: (body: BotDraft) => request<CreatedBot>("POST", "/api/v1/bots", { body }),
    change: (id: string, body: BotChange) => request<Bot>("PATCH", botPath(id), { body }),
    replaceToken: (id: string) => request<BotToken>("POST", `${botPath(id)}/token`),
    replaceSecret: (id: string) => request<BotSecret>("POST", `${botPath(id)}/secret`),
  },
  customFields: {
    list: async () => (await request<{ records: CustomField[] }>("GET", "/api/v1/custom_fields")).records,
    create: (body: CustomFieldDraft) => request<CustomField>("POST", "/api/v1/custom_fields", { body }),
    change: (id: string, body: CustomFieldChange) => request<CustomField>("PATCH", customFieldPath(id), { body }),
    remove: (id: string) => request<null>("DELETE", customFieldPath(id)),
  },
  persons: {
    find: (id: string) => request<IdentityGroup>("GET", personPath(id)),
    list: (search: string) =>
      request<ListAnswer<IdentityGroupSummary>>(
        "GET",
        `/api/v1/identity_groups?limit=30${search === "" ? "" : `&search=${encodeURIComponent(search)}`}`,
      ),
    change: (id: string, body: IdentityGroupChange) => request<IdentityGroup>("PATCH", personPath(id), { body }),
    preview: (id: string, withId: string) =>
      request<IdentityGroup>("GET", `${personPath(id)}/merge_preview?with_id=${encodeURIComponent(withId)}`),
    merge: (id: string, group_id: string) =>
      request<IdentityGroup>("POST", `${personPath(id)}/merge`, { body: { group_id } }),
    separate: (id: string, identity_ids: readonly string[]) =>
      request<IdentityGroup>("POST", `${personPath(id)}/unmerge`, { body: { identity_ids } }),
    threads: (id: string, offset: number, limit: number) =>
      request<ListAnswer<ThreadSummary>>("GET", `${personPath(id)}/threads?offset=${offset}&limit=${limit}`),
  },
  sources: () => request<ListAnswer<Source>>("GET", "/api/v1/sources?limit=150"),
  changeSource: (id: string, change: SourceChange) =>
    request<Source>("PATCH", `/api/v1/sources/${encodeURIComponent(id)}`, { body: change }),
  /** What styles would make of a source's window. */
  previewTheme: (id: string, custom_css: string) =>
    request<ThemePreview>("POST", `/api/v1/sources/${encodeURIComponent(id)}/theme_preview`, { body: { custom_css } }),
  triggers: recordEndpoints<Trigger>("triggers"),
  orderTriggers: (sourceId: string, ids: readonly string[]) =>
    request<null>("PUT", "/api/v1/triggers/order", { body: { source_id: sourceId, ids } }),
  items: recordEndpoints<Item>("items"),
  /** Copies a trigger (inactive) or an item, right behind the original. */
  duplicate: <Row>(kind: "triggers" | "items", id: string) =>
    request<Row>("POST", `/api/v1/${kind}/${encodeURIComponent(id)}/duplicate`),
  automatic_messages: recordEndpoints<AutomaticMessage>("automatic_messages"),
  custom_variables: recordEndpoints<CustomVariable>("custom_variables"),
  changes: (sourceId: string, offset: number, limit: number) =>
    request<ListAnswer<ConfigurationChange>>(
      "GET",
      `/api/v1/sources/${encodeURIComponent(sourceId)}/changes?offset=${offset}&limit=${limit}`,
    ),
  communities: {
    list: () => listAll<Community>("/api/v1/communities"),
    create: (body: CommunityDraft) => request<Community>("POST", "/api/v1/communities", { body }),
    change: (id: string, body: CommunityChange) => request<Community>("PATCH", communityPath(id), { body }),
    remove: (id: string) => request<null>("DELETE", communityPath(id)),
    keys: async (id: string) =>
      (await request<{ records: CommunityKey[] }>("GET", `${communityPath(id)}/keys`)).records,
    addKey: (id: string, body: CommunityKeyDraft) =>
      request<CreatedCommunityKey>("POST", `${communityPath(id)}/keys`, { body }),
    revokeKey: (id: string, keyId: string) =>
      request<null>("DELETE", `${communityPath(id)}/keys/${encodeURIComponent(keyId)}`),
    checkToken: (id: string, token: string) =>
      request<TokenCheck>("POST", `${communityPath(id)}/token_check`, { body: { token } }),
    refusals: (id: string, offset: number, limit: number) =>
      request<ListAnswer<IdentityRefusal>>("GET", `${communityPath(id)}/refusals?offset=${offset}&limit=${limit}`),
  },
  identityStored: (id: string) =>
    request<StoredOfIdentity>("GET", `/api/v1/identities/${encodeURIComponent(id)}/stored`),
  anonymiseIdentity: (id: string) =>
    request<Identity>("POST", `/api/v1/identities/${encodeURIComponent(id)}/anonymize`),
  deleteIdentity: (id: string) => request<null>("DELETE", `/api/v1/identities/${encodeURIComponent(id)}`),
  /** An archive, to be saved by the browser as it arrives. */
  identityExportPath: (id: string) => `/api/v1/identities/${encodeURIComponent(id)}/export`,
  users: () => listAll<User>("/api/v1/users"),
  roles: {
    list: () => listAll<AccessRole>("/api/v1/roles"),
    create: (body: Required<AccessRoleChange>) => request<AccessRole>("POST", "/api/v1/roles", { body }),
    change: (id: string, body: AccessRoleChange) => request<AccessRole>("PATCH", rolePath(id), { body }),
    remove: (id: string) => request<null>("DELETE", rolePath(id)),
  },
  rolesOfUser: async (id: string) =>
    (await request<{ role_ids: string[] }>("GET", `/api/v1/users/${encodeURIComponent(id)}/roles`)).role_ids,
  replaceRolesOfUser: async (id: string, role_ids: readonly string[]) => {
    const path = `/api/v1/users/${encodeURIComponent(id)}/roles`;
    return (await request<{ role_ids: string[] }>("PUT", path, { body: { role_ids } })).role_ids;
  },
  categories: {
    list: async () => (await request<{ records: Category[] }>("GET", "/api/v1/categories")).records,
    create: (body: CategoryChange & { label: string }) => request<Category>("POST", "/api/v1/categories", { body }),
    change: (id: string, body: CategoryChange) => request<Category>("PATCH", categoryPath(id), { body }),
    remove: (id: string) => request<null>("DELETE", categoryPath(id)),
  },
  teams: {
    list: () => listAll<Team>("/api/v1/teams"),
    create: (body: TeamChange & { label: string }) => request<Team>("POST", "/api/v1/teams", { body }),
    change: (id: string, body: TeamChange) => request<Team>("PATCH", teamPath(id), { body }),
    remove: (id: string) => request<null>("DELETE", teamPath(id)),
  },
  cannedReplies: {
    list: (sourceId: string | null) =>
      listAll<CannedReply>("/api/v1/canned_replies", sourceId === null ? {} : { source_id: sourceId }),
    create: (body: CannedReplyDraft) => request<CannedReply>("POST", "/api/v1/canned_replies", { body }),
    change: (id: string, body: CannedReplyChange) => request<CannedReply>("PATCH", cannedReplyPath(id), { body }),
    remove: (id: string) => request<null>("DELETE", cannedReplyPath(id)),
  },
  presence: () => listAll<AgentPresence>("/api/v1/presence"),
  myPresence: () => request<AgentPresence>("GET", "/api/v1/me/presence"),
  changePresence: (body: PresenceChange) => request<AgentPresence>("PUT", "/api/v1/me/presence", { body }),
  presenceStatuses: {
    list: async () => (await request<{ records: PresenceStatus[] }>("GET", "/api/v1/presence_statuses")).records,
    create: (label: string) => request<PresenceStatus>("POST", "/api/v1/presence_statuses", { body: { label } }),
    rename: (id: string, label: string) =>
      request<PresenceStatus>("PATCH", `/api/v1/presence_statuses/${encodeURIComponent(id)}`, { body: { label } }),
    remove: (id: string) => request<null>("DELETE", `/api/v1/presence_statuses/${encodeURIComponent(id)}`),
  },
  channels: async () => (await request<{ records: ChannelSettings[] }>("GET", "/api/v1/channels")).records,
  changeChannel: (channel: Channel, body: ChannelChange) =>
    request<ChannelSettings>("PATCH", `/api/v1/channels/${channel}`, { body }),
  routing: async () => (await request<{ records: RoutingSettings[] }>("GET", "/api/v1/routing")).records,
  translations: {
    state: () => request<TranslationState>("GET", "/api/v1/translations"),
    service: () => request<TranslationService>("GET", "/api/v1/translation_service"),
    changeService: (body: TranslationServiceChange) =>
      request<TranslationService>("PUT", "/api/v1/translation_service", { body }),
    removeService: () => request<null>("DELETE", "/api/v1/translation_service"),
    ofMessage: (messageId: string, to: string) =>
      request<Translation>("POST", `/api/v1/messages/${encodeURIComponent(messageId)}/translations`, { body: { to } }),
    ofText: (threadId: string, body: TextTranslationRequest) =>
      request<Translation>("POST", `/api/v1/threads/${encodeURIComponent(threadId)}/translations`, { body }),
  },
  sourceRouting: async () => (await request<{ records: SourceRouting[] }>("GET", "/api/v1/routing/sources")).records,
  /** Null: as the channel. */
  changeSourceRouting: (sourceId: string, steps: SourceRoutingChange["steps"]) =>
    request<SourceRoutingChange>("PUT", `/api/v1/routing/sources/${encodeURIComponent(sourceId)}`, { body: { steps } }),
  changeRouting: (channel: Channel, body: RoutingSettingsChange) =>
    request<RoutingSettings>("PATCH", `/api/v1/routing/${channel}`, { body }),
  settings: {
    find: () => request<DomainSettings>("GET", "/api/v1/settings"),
    change: (body: DomainSettingsChange) => request<DomainSettings>("PATCH", "/api/v1/settings", { body }),
    /** What such periods would take now. */
    preview: (wanted: DomainSettings) => {
      const query = new URLSearchParams(Object.entries(wanted).map(([period, days]) => [period, String(days)]));
      return request<RetentionPreview>("GET", `/api/v1/settings/retention_preview?${query}`);
    },
  },
  changePassword: (current_password: string, password: string) =>
    request<null>("PUT", "/api/v1/me/password", { body: { current_password, password } }),
  person: (id: string) => request<Person>("GET", userPath(id)),
  createPerson: (body: PersonDraft) => request<CreatedPerson>("POST", "/api/v1/users", { body }),
  changePerson: (id: string, body: PersonChange) => request<Person>("PATCH", userPath(id), { body }),
  /** Deactivates somebody, or lets them in again. */
  letPerson: (id: string, action: "activate" | "deactivate") => request<Person>("POST", `${userPath(id)}/${action}`),
  capacity: (userId: string) => request<Capacity>("GET", `/api/v1/capacities/${encodeURIComponent(userId)}`),
  changeCapacity: (userId: string, body: CapacityChange) =>
    request<Capacity>("PUT", `/api/v1/capacities/${encodeURIComponent(userId)}`, { body }),
  tokens: {
    list: () => listAll<TokenRecord>("/api/v1/tokens"),
    create: (userId: string, label: string) =>
      request<CreatedToken>("POST", `${userPath(userId)}/tokens`, { body: { label } }),
    revoke: (id: string) => request<null>("DELETE", `/api/v1/tokens/${encodeURIComponent(id)}`),
  },
  initiateThread: (body: { id: string; source_id: string; identity_id: string; body: string }) =>
    request<ThreadSummary>("POST", "/api/v1/threads", { body }),
  rules: {
    list: () => listAll<Rule>("/api/v1/rules"),
    create: (body: RuleDraft) => request<Rule>("POST", "/api/v1/rules", { body }),
    change: (id: string, body: RuleChange) => request<Rule>("PATCH", rulePath(id), { body }),
    remove: (id: string) => request<null>("DELETE", rulePath(id)),
    order: (ids: readonly string[]) => request<null>("PUT", "/api/v1/rules/order", { body: { ids } }),
    /** What a rule would have made of the newest threads. */
    try: (body: RuleTrial) => request<RuleTrialAnswer>("POST", "/api/v1/rules/test", { body }),
    callSecret: () => request<RuleCallSecretState>("GET", "/api/v1/rules/call_secret"),
    makeCallSecret: () => request<RuleCallSecret>("POST", "/api/v1/rules/call_secret"),
  },
  /** Of every source. */
  allTriggers: () => listAll<Trigger>("/api/v1/triggers"),
  timeSheets: {
    list: () => listAll<TimeSheet>("/api/v1/time_sheets"),
    create: (body: TimeSheetDraft) => request<TimeSheet>("POST", "/api/v1/time_sheets", { body }),
    change: (id: string, body: TimeSheetChange) => request<TimeSheet>("PATCH", timeSheetPath(id), { body }),
    remove: (id: string) => request<null>("DELETE", timeSheetPath(id)),
  },
  tags: {
    list: () => listAll<Tag>("/api/v1/tags"),
    create: (body: TagDraft) => request<Tag>("POST", "/api/v1/tags", { body }),
    change: (id: string, body: TagChange) => request<Tag>("PATCH", tagPath(id), { body }),
    remove: (id: string) => request<null>("DELETE", tagPath(id)),
  },
  drafts: () => listAll<AgentDraft>("/api/v1/drafts"),
  putDraft: (threadId: string, body: AgentDraftChange) =>
    request<AgentDraft>("PUT", `/api/v1/threads/${encodeURIComponent(threadId)}/draft`, { body }),
  search: <Hit extends SearchHit>(kind: Hit["kind"], q: string, offset: number, limit: number) => {
    const query = new URLSearchParams({ kind, q, offset: String(offset), limit: String(limit) });
    return request<ListAnswer<Hit>>("GET", `/api/v1/search?${query}`);
  },
  auditEvents: (wanted: Readonly<Record<string, string>>, offset: number, limit: number) => {
    const query = new URLSearchParams({ ...wanted, offset: String(offset), limit: String(limit) });
    return request<ListAnswer<AuditEvent>>("GET", `/api/v1/audit_events?${query}`);
  },
  statistics: (wanted: Readonly<Record<string, string>>) =>
    request<Statistics>("GET", `/api/v1/statistics/conversations?${new URLSearchParams(wanted)}`),
  queueStatistics: (wanted: Readonly<Record<string, string>>) =>
    request<QueueStatistics>("GET", `/api/v1/statistics/queue?${new URLSearchParams(wanted)}`),
  /** The address of the same for a spreadsheet. */
  queueFile: (wanted: Readonly<Record<string, string>>) =>
    `/api/v1/statistics/queue.csv?${new URLSearchParams(wanted)}`,
  offerStatistics: (wanted: Readonly<Record<string, string>>) =>
    request<OfferStatistics>("GET", `/api/v1/statistics/offers?${new URLSearchParams(wanted)}`),
  offersFile: (wanted: Readonly<Record<string, string>>) =>
    `/api/v1/statistics/offers.csv?${new URLSearchParams(wanted)}`,
  statisticsFile: (wanted: Readonly<Record<string, string>>, by: StatisticsGrouping) =>
    `/api/v1/statistics/conversations.csv?${new URLSearchParams({ ...wanted, by })}`,
  revertChange: (id: string) => request<unknown>("POST", `/api/v1/changes/${encodeURIComponent(id)}/revert`),
};
