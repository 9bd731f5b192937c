import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { DeskPage } from "../desk/desk-page.tsx";
import { askFirstThreads, forgetFirstThreads, haveFirstThreads } from "../desk/effects/first-threads.ts";
import { NoThreadPage } from "../desk/no-thread-page.tsx";
import { RequestError } from "../http/request.ts";
import { Frame } from "./frame.tsx";
import { ErrorPage, NotFoundPage } from "./message-pages.tsx";
import { LatePageSkeleton } from "./page-skeleton.tsx";
import { queryClient } from "./query-client.ts";
import { meQuery } from "./session.ts";

const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: ErrorPage,
});

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/desk" });
  },
});

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/login",
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search.next === "string" ? { next: search.next } : {},
  component: lazyRouteComponent(() => import("../login/login-page.tsx"), "LoginPage"),
});

/** Everything beneath needs a signed-in user, and gets the navigation and the live connection. */
const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "signed-in",
  beforeLoad: async ({ location }) => {
    try {
      if (queryClient.getQueryData(meQuery.queryKey) === undefined) askFirstThreads();
      await queryClient.ensureQueryData(meQuery);
      await haveFirstThreads();
    } catch (error) {
      forgetFirstThreads();
      if (!(error instanceof RequestError) || error.status !== 401) throw error;
      throw redirect({ to: "/login", search: location.pathname === "/desk" ? {} : { next: location.pathname } });
    }
  },
  component: Frame,
});

const deskRoute = createRoute({ getParentRoute: () => signedInRoute, path: "/desk", component: DeskPage });
const boardRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/desk/board",
  component: lazyRouteComponent(() => import("../desk/board/board-page.tsx"), "BoardPage"),
});
const noThreadRoute = createRoute({ getParentRoute: () => deskRoute, path: "/", component: NoThreadPage });
const threadRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: "/threads/$threadId",
  // On a phone the visitor is a page of its own.
  // A number: the message that is looked for.
  validateSearch: (search: Record<string, unknown>): { view?: "visitor"; message?: number } => ({
    ...(search.view === "visitor" && { view: "visitor" }),
    ...(Number.isSafeInteger(search.message) && { message: Number(search.message) }),
  }),
  component: lazyRouteComponent(() => import("../desk/thread-page.tsx"), "ThreadPage"),
});
const searchRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: "/search",
  validateSearch: (search: Record<string, unknown>): { q?: string; kind?: "person" } => ({
    ...(typeof search.q === "string" && { q: search.q }),
    ...(search.kind === "person" && { kind: "person" }),
  }),
  component: lazyRouteComponent(() => import("../desk/search/search-page.tsx"), "SearchPage"),
});

const mentionsRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: "/mentions",
  component: lazyRouteComponent(() => import("../desk/mentions/mentions-page.tsx"), "MentionsPage"),
});

const analyticsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/analytics",
  component: lazyRouteComponent(() => import("../analytics/analytics-page.tsx"), "AnalyticsPage"),
});

const adminRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/admin",
  component: lazyRouteComponent(() => import("../admin/admin-page.tsx"), "AdminPage"),
});
/** The lists of the administration, side by side; what stands in one source or community has a page of its own. */
const sectionRoute = createRoute({
  getParentRoute: () => adminRoute,
  id: "section",
  component: lazyRouteComponent(() => import("../admin/section-page.tsx"), "SectionPage"),
});
const sourcesRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/",
  component: lazyRouteComponent(() => import("../admin/sources-page.tsx"), "SourcesPage"),
});
const sourceRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/sources/$sourceId",
  component: lazyRouteComponent(() => import("../admin/source-page.tsx"), "SourcePage"),
});
const settingsRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: "/",
  component: lazyRouteComponent(() => import("../admin/settings/settings-page.tsx"), "SettingsPage"),
});
const triggersRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: "/triggers",
  component: lazyRouteComponent(() => import("../admin/triggers/triggers-page.tsx"), "TriggersPage"),
});
/** The last part of these is an id, or `new`. */
const triggerRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: "/triggers/$triggerId",
  component: lazyRouteComponent(() => import("../admin/triggers/trigger-page.tsx"), "TriggerPage"),
});
const itemsRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: "/items",
  component: lazyRouteComponent(() => import("../admin/items/items-page.tsx"), "ItemsPage"),
});
const itemRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: "/items/$itemId",
  component: lazyRouteComponent(() => import("../admin/items/item-page.tsx"), "ItemPage"),
});
const automaticMessagesRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: "/automatic-messages",
  component: lazyRouteComponent(() => import("../admin/messages/automatic-messages-page.tsx"), "AutomaticMessagesPage"),
});
const automaticMessageRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: "/automatic-messages/$messageId",
  component: lazyRouteComponent(() => import("../admin/messages/automatic-message-page.tsx"), "AutomaticMessagePage"),
});
const customVariablesRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: "/custom-variables",
  component: lazyRouteComponent(() => import("../admin/variables/custom-variables-page.tsx"), "CustomVariablesPage"),
});
const customVariableRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: "/custom-variables/$variableId",
  component: lazyRouteComponent(() => import("../admin/variables/custom-variable-page.tsx"), "CustomVariablePage"),
});
const themeRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: "/theme",
  component: lazyRouteComponent(() => import("../admin/theme/theme-page.tsx"), "ThemePage"),
});
const textsRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: "/texts",
  component: lazyRouteComponent(() => import("../admin/texts/texts-page.tsx"), "TextsPage"),
});
const simulatorRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: "/simulator",
  component: lazyRouteComponent(() => import("../admin/simulator/simulator-page.tsx"), "SimulatorPage"),
});
const historyRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: "/history",
  component: lazyRouteComponent(() => import("../admin/history/history-page.tsx"), "HistoryPage"),
});
const codeRoute = createRoute({
  getParentRoute: () => sourceRoute,
  path: "/code",
  component: lazyRouteComponent(() => import("../admin/settings/code-page.tsx"), "CodePage"),
});
const communitiesRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/communities",
  component: lazyRouteComponent(() => import("../admin/communities/communities-page.tsx"), "CommunitiesPage"),
});
const communityRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: "/communities/$communityId",
  component: lazyRouteComponent(() => import("../admin/communities/community-page.tsx"), "CommunityPage"),
});
const communitySettingsRoute = createRoute({
  getParentRoute: () => communityRoute,
  path: "/",
  component: lazyRouteComponent(() => import("../admin/communities/settings-page.tsx"), "CommunitySettingsPage"),
});
const communityKeysRoute = createRoute({
  getParentRoute: () => communityRoute,
  path: "/keys",
  component: lazyRouteComponent(() => import("../admin/communities/keys-page.tsx"), "KeysPage"),
});
const communityCodeRoute = createRoute({
  getParentRoute: () => communityRoute,
  path: "/code",
  component: lazyRouteComponent(() => import("../admin/communities/code-page.tsx"), "SigningCodePage"),
});
const communityTokenRoute = createRoute({
  getParentRoute: () => communityRoute,
  path: "/token",
  component: lazyRouteComponent(() => import("../admin/communities/token-page.tsx"), "TokenPage"),
});
const communityMappingRoute = createRoute({
  getParentRoute: () => communityRoute,
  path: "/mapping",
  component: lazyRouteComponent(() => import("../admin/communities/mapping-page.tsx"), "MappingPage"),
});
const communityRefusalsRoute = createRoute({
  getParentRoute: () => communityRoute,
  path: "/refusals",
  component: lazyRouteComponent(() => import("../admin/communities/refusals-page.tsx"), "RefusalsPage"),
});
const peopleRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/people",
  component: lazyRouteComponent(() => import("../admin/people/people-page.tsx"), "PeoplePage"),
});
const personRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/people/$userId",
  component: lazyRouteComponent(() => import("../admin/people/person-page.tsx"), "PersonPage"),
});
const rolesRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/roles",
  component: lazyRouteComponent(() => import("../admin/roles/roles-page.tsx"), "RolesPage"),
});
const roleRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/roles/$roleId",
  component: lazyRouteComponent(() => import("../admin/roles/role-page.tsx"), "RolePage"),
});
const teamsRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/teams",
  component: lazyRouteComponent(() => import("../admin/teams/teams-page.tsx"), "TeamsPage"),
});
const presenceSettingsRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/presence",
  component: lazyRouteComponent(() => import("../admin/presence/presence-page.tsx"), "PresencePage"),
});
const translationRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/translation",
  component: lazyRouteComponent(() => import("../admin/translation/translation-page.tsx"), "TranslationPage"),
});
const routingRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/routing",
  component: lazyRouteComponent(() => import("../admin/routing/routing-page.tsx"), "RoutingPage"),
});
const tokensRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/tokens",
  component: lazyRouteComponent(() => import("../admin/tokens/tokens-page.tsx"), "TokensPage"),
});
const botsRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/bots",
  component: lazyRouteComponent(() => import("../admin/bots/bots-page.tsx"), "BotsPage"),
});
const customFieldsRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/custom-fields",
  component: lazyRouteComponent(() => import("../admin/custom-fields/custom-fields-page.tsx"), "CustomFieldsPage"),
});
const categoriesRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/categories",
  component: lazyRouteComponent(() => import("../admin/categories/categories-page.tsx"), "CategoriesPage"),
});
const cannedRepliesRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/canned-replies",
  component: lazyRouteComponent(() => import("../admin/canned-replies/canned-replies-page.tsx"), "CannedRepliesPage"),
});
const cannedReplyRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/canned-replies/$replyId",
  component: lazyRouteComponent(() => import("../admin/canned-replies/canned-reply-page.tsx"), "CannedReplyPage"),
});
const tagsRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/tags",
  component: lazyRouteComponent(() => import("../admin/tags/tags-page.tsx"), "TagsPage"),
});
const hoursListRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/business-hours",
  component: lazyRouteComponent(() => import("../admin/hours/hours-list-page.tsx"), "HoursListPage"),
});
const hoursRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/business-hours/$sheetId",
  component: lazyRouteComponent(() => import("../admin/hours/hours-page.tsx"), "HoursPage"),
});
const rulesRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/rules",
  component: lazyRouteComponent(() => import("../admin/rules/rules-page.tsx"), "RulesPage"),
});
const ruleRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/rules/$ruleId",
  component: lazyRouteComponent(() => import("../admin/rules/rule-page.tsx"), "RulePage"),
});
const privacyRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/privacy",
  component: lazyRouteComponent(() => import("../admin/privacy/privacy-page.tsx"), "PrivacyPage"),
});
const auditRoute = createRoute({
  getParentRoute: () => sectionRoute,
  path: "/audit-log",
  // What is looked for first, for who comes from elsewhere.
  validateSearch: (search: Record<string, unknown>): { words?: string } =>
    typeof search.words === "string" ? { words: search.words } : {},
  component: lazyRouteComponent(() => import("../admin/audit/audit-page.tsx"), "AuditPage"),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    homeRoute,
    loginRoute,
    signedInRoute.addChildren([
      boardRoute,
      deskRoute.addChildren([noThreadRoute, threadRoute, searchRoute, mentionsRoute]),
      analyticsRoute,
      adminRoute.addChildren([
        sectionRoute.addChildren([
          sourcesRoute,
          communitiesRoute,
          peopleRoute,
          personRoute,
          rolesRoute,
          roleRoute,
          teamsRoute,
          presenceSettingsRoute,
          routingRoute,
          translationRoute,
          tokensRoute,
          botsRoute,
          customFieldsRoute,
          categoriesRoute,
          cannedRepliesRoute,
          cannedReplyRoute,
          tagsRoute,
          hoursListRoute,
          hoursRoute,
          rulesRoute,
          ruleRoute,
          privacyRoute,
          auditRoute,
        ]),
        communityRoute.addChildren([
          communitySettingsRoute,
          communityKeysRoute,
          communityCodeRoute,
          communityTokenRoute,
          communityMappingRoute,
          communityRefusalsRoute,
        ]),
        sourceRoute.addChildren([
          settingsRoute,
          triggersRoute,
          triggerRoute,
          itemsRoute,
          itemRoute,
          automaticMessagesRoute,
          automaticMessageRoute,
          customVariablesRoute,
          customVariableRoute,
          themeRoute,
          textsRoute,
          simulatorRoute,
          historyRoute,
          codeRoute,
        ]),
      ]),
    ]),
  ]),
  defaultPreload: "intent",
  defaultPendingMs: 0,
  // The skeleton shows nothing for its first moments: there is nothing to keep it for once the page is there.
  defaultPendingMinMs: 0,
  defaultPendingComponent: LatePageSkeleton,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
