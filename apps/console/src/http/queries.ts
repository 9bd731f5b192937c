import type { DomainSettings } from "@beckon/protocol";
import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { endpoints } from "./endpoints.ts";
import { askLive } from "./live-lists.ts";

export const sourcesQuery = queryOptions({
  queryKey: ["sources"],
  queryFn: async () => (await endpoints.sources()).records,
});

/** Keys of what stands in a source are its kind and the source's id. */
export const triggersQuery = (sourceId: string) =>
  queryOptions({ queryKey: ["triggers", sourceId], queryFn: () => endpoints.triggers.list(sourceId) });

export const itemsQuery = (sourceId: string) =>
  queryOptions({ queryKey: ["items", sourceId], queryFn: () => endpoints.items.list(sourceId) });

export const automaticMessagesQuery = (sourceId: string) =>
  queryOptions({
    queryKey: ["automatic_messages", sourceId],
    queryFn: () => endpoints.automatic_messages.list(sourceId),
  });

export const customVariablesQuery = (sourceId: string) =>
  queryOptions({ queryKey: ["custom_variables", sourceId], queryFn: () => endpoints.custom_variables.list(sourceId) });

const CHANGES_A_PAGE = 30;

export const changesQuery = (sourceId: string) =>
  infiniteQueryOptions({
    queryKey: ["changes", sourceId],
    queryFn: ({ pageParam }) => endpoints.changes(sourceId, pageParam, CHANGES_A_PAGE),
    initialPageParam: 0,
    getNextPageParam: ({ offset, records, count }) =>
      records.length > 0 && offset + records.length < count ? offset + records.length : null,
  });

export const communitiesQuery = queryOptions({
  queryKey: ["communities"],
  queryFn: () => endpoints.communities.list(),
});

export const communityKeysQuery = (communityId: string) =>
  queryOptions({ queryKey: ["community_keys", communityId], queryFn: () => endpoints.communities.keys(communityId) });

const REFUSALS_A_PAGE = 30;

export const refusalsQuery = (communityId: string) =>
  infiniteQueryOptions({
    queryKey: ["refusals", communityId],
    queryFn: ({ pageParam }) => endpoints.communities.refusals(communityId, pageParam, REFUSALS_A_PAGE),
    initialPageParam: 0,
    getNextPageParam: ({ offset, records, count }) =>
      records.length > 0 && offset + records.length < count ? offset + records.length : null,
  });

export const usersQuery = queryOptions({ queryKey: ["users"], queryFn: () => endpoints.users() });

export const rolesQuery = queryOptions({ queryKey: ["roles"], queryFn: () => endpoints.roles.list() });

export const rolesOfUserQuery = (userId: string) =>
  queryOptions({ queryKey: ["user_roles", userId], queryFn: () => endpoints.rolesOfUser(userId) });

export const botsQuery = queryOptions({ queryKey: ["bots"], queryFn: () => endpoints.bots.list() });

export const customFieldsQuery = queryOptions({
  queryKey: ["custom_fields"],
  queryFn: () => endpoints.customFields.list(),
});

export const categoriesQuery = queryOptions({ queryKey: ["categories"], queryFn: () => endpoints.categories.list() });

/** Of the messages of a thread that have some of their own. */
export const messageCategoriesQuery = (threadId: string) =>
  queryOptions({
    queryKey: ["message_categories", threadId],
    queryFn: () => askLive(() => endpoints.messageCategories(threadId)),
  });

export const teamsQuery = queryOptions({ queryKey: ["teams"], queryFn: () => endpoints.teams.list() });
/** What one has begun to write, in every thread. */
export const draftsQuery = queryOptions({ queryKey: ["drafts"], queryFn: () => askLive(endpoints.drafts) });

/** `sourceId`: those that are offered in it; null: all that one may read. */
export const cannedRepliesQuery = (sourceId: string | null) =>
  queryOptions({ queryKey: ["canned_replies", sourceId], queryFn: () => endpoints.cannedReplies.list(sourceId) });
export const tagsQuery = queryOptions({ queryKey: ["tags"], queryFn: () => endpoints.tags.list() });

/** Refreshed when the live connection says that somebody came, went or says something else of themselves. */
export const presenceQuery = queryOptions({
  queryKey: ["presence", "all"],
  queryFn: () => askLive(endpoints.presence),
});

export const myPresenceQuery = queryOptions({
  queryKey: ["presence", "own"],
  queryFn: () => askLive(endpoints.myPresence),
});

export const presenceStatusesQuery = queryOptions({
  queryKey: ["presence_statuses"],
  queryFn: () => endpoints.presenceStatuses.list(),
});

export const channelsQuery = queryOptions({ queryKey: ["channels"], queryFn: () => endpoints.channels() });

export const translationStateQuery = queryOptions({
  queryKey: ["translations", "state"],
  queryFn: () => endpoints.translations.state(),
  staleTime: 5 * 60_000,
});

export const translationServiceQuery = queryOptions({
  queryKey: ["translations", "service"],
  queryFn: () => endpoints.translations.service(),
});

export const sourceRoutingQuery = queryOptions({
  queryKey: ["routing", "sources"],
  queryFn: () => endpoints.sourceRouting(),
});

export const routingQuery = queryOptions({ queryKey: ["routing"], queryFn: () => endpoints.routing() });

export const personQuery = (userId: string) =>
  queryOptions({ queryKey: ["person", userId], queryFn: () => endpoints.person(userId) });

export const capacityQuery = (userId: string) =>
  queryOptions({ queryKey: ["capacity", userId], queryFn: () => endpoints.capacity(userId) });

export const tokensQuery = queryOptions({ queryKey: ["tokens"], queryFn: () => endpoints.tokens.list() });

/** Tasks whose steps have all passed; for who watches over the work of others. */
export const undeliveredQuery = queryOptions({
  queryKey: ["presence", "undelivered"],
  queryFn: async () => (await askLive(() => endpoints.tasks.list("undelivered"))).records,
});

/** What waits and what agents have, for whoever watches over it; fetched anew as people's presence is. */
export const boardTasksQuery = queryOptions({
  queryKey: ["presence", "tasks"],
  queryFn: async () => {
    const ask = () => Promise.all([endpoints.tasks.list("waiting"), endpoints.tasks.list("ongoing")]);
    const [waiting, ongoing] = await askLive(ask);
    return { waiting: waiting.records, ongoing: ongoing.records };
  },
});

export const ruleCallSecretQuery = queryOptions({
  queryKey: ["rule_call_secret"],
  queryFn: () => endpoints.rules.callSecret(),
});

export const rulesQuery = queryOptions({ queryKey: ["rules"], queryFn: () => endpoints.rules.list() });

export const allTriggersQuery = queryOptions({ queryKey: ["all_triggers"], queryFn: () => endpoints.allTriggers() });

export const timeSheetsQuery = queryOptions({
  queryKey: ["time_sheets"],
  queryFn: () => endpoints.timeSheets.list(),
});

export const settingsQuery = queryOptions({ queryKey: ["settings"], queryFn: () => endpoints.settings.find() });

/** How much is older than the periods, at this moment. */
export const retentionPreviewQuery = (wanted: DomainSettings) =>
  queryOptions({
    queryKey: ["settings", "retention_preview", wanted],
    queryFn: () => endpoints.settings.preview(wanted),
    staleTime: 0,
  });

const AUDIT_EVENTS_A_PAGE = 30;

/** `wanted`: the filters, as the query string has them. */
export const auditEventsQuery = (wanted: Readonly<Record<string, string>>) =>
  infiniteQueryOptions({
    queryKey: ["audit_events", wanted],
    queryFn: ({ pageParam }) => endpoints.auditEvents(wanted, pageParam, AUDIT_EVENTS_A_PAGE),
    initialPageParam: 0,
    getNextPageParam: ({ offset, records, count }) =>
      records.length > 0 && offset + records.length < count ? offset + records.length : null,
    // What one did a moment ago is looked for here.
    staleTime: 0,
  });

/** After a change: whatever is known of the source may differ by now, since its parts name each other. */
export function refreshSource(queryClient: QueryClient, sourceId: string): Promise<void> {
  return queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === sourceId });
}
