import {
  IconChartBar,
  IconKeyboard,
  IconLayoutDashboard,
  IconMessages,
  IconSearch,
  IconSettings,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useRouterState } from "@tanstack/react-router";
import { maySeeAdministration } from "../admin/admin-sections.ts";
import { useUnreadThreadCount } from "../desk/desk-provider.tsx";
import { showKeys } from "../desk/keys-dialog.tsx";
import { unreadMentionsQuery } from "../desk/mentions/mention-queries.ts";
import { PresenceButton } from "../desk/presence/presence-button.tsx";
import { showPalette } from "../palette/palette.tsx";
import { AccountButton } from "./account-button.tsx";
import { Mark } from "./mark.tsx";
import { holdsAny, useMe } from "./session.ts";

export function Navigation() {
  const me = useMe();
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  const { data: mentions = 0 } = useQuery({ ...unreadMentionsQuery, select: ({ count }) => count });
  const unread = useUnreadThreadCount() + mentions;
  return (
    <nav className="navigation" aria-label="Beckon">
      <div className="navigation-mark">
        <Mark size={28} />
      </div>
      <Link
        data-hint="Desk"
        to="/desk"
        className="navigation-entry"
        activeOptions={{ exact: pathname.startsWith("/desk/board") }}
      >
        <IconMessages size={20} stroke={1.7} />
        <span className="visually-hidden">Desk</span>
        {unread > 0 && (
          <span className="navigation-count">
            {unread > 99 ? "99+" : unread}
            <span className="visually-hidden"> unread</span>
          </span>
        )}
      </Link>
      {holdsAny(me, ["monitor_tasks", "monitor_team_tasks"]) && (
        <Link data-hint="Board" to="/desk/board" className="navigation-entry" aria-label="Board">
          <IconLayoutDashboard size={20} stroke={1.7} />
        </Link>
      )}
      <button
        data-hint="Find or do anything Ctrl K"
        type="button"
        className="navigation-entry"
        aria-label="Find"
        onClick={showPalette}
      >
        <IconSearch size={20} stroke={1.7} />
      </button>
      {holdsAny(me, ["read_stats", "read_own_stats"]) && (
        <Link data-hint="Statistics" to="/analytics" className="navigation-entry" aria-label="Statistics">
          <IconChartBar size={20} stroke={1.7} />
        </Link>
      )}
      {maySeeAdministration(me) && (
        <Link data-hint="Administration" to="/admin" className="navigation-entry" aria-label="Administration">
          <IconSettings size={20} stroke={1.7} />
        </Link>
      )}
      <div className="navigation-end">
        <button
          data-hint="Keys ?"
          type="button"
          className="navigation-entry navigation-keys"
          aria-label="Keys"
          onClick={showKeys}
        >
          <IconKeyboard size={20} stroke={1.7} />
        </button>
        {holdsAny(me, ["receive_tasks"]) && <PresenceButton />}
        <AccountButton />
      </div>
    </nav>
  );
}
