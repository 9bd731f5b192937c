import { Tooltip } from "@mantine/core";
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
      <Tooltip label="Desk" position="right" openDelay={400}>
        <Link to="/desk" className="navigation-entry" activeOptions={{ exact: pathname.startsWith("/desk/board") }}>
          <IconMessages size={20} stroke={1.7} />
          <span className="visually-hidden">Desk</span>
          {unread > 0 && (
            <span className="navigation-count">
              {unread > 99 ? "99+" : unread}
              <span className="visually-hidden"> unread</span>
            </span>
          )}
        </Link>
      </Tooltip>
      {holdsAny(me, ["monitor_tasks", "monitor_team_tasks"]) && (
        <Tooltip label="Board" position="right" openDelay={400}>
          <Link to="/desk/board" className="navigation-entry" aria-label="Board">
            <IconLayoutDashboard size={20} stroke={1.7} />
          </Link>
        </Tooltip>
      )}
      <Tooltip label="Find or do anything  Ctrl K" position="right" openDelay={400}>
        <button type="button" className="navigation-entry" aria-label="Find" onClick={showPalette}>
          <IconSearch size={20} stroke={1.7} />
        </button>
      </Tooltip>
      {holdsAny(me, ["read_stats", "read_own_stats"]) && (
        <Tooltip label="Statistics" position="right" openDelay={400}>
          <Link to="/analytics" className="navigation-entry" aria-label="Statistics">
            <IconChartBar size={20} stroke={1.7} />
          </Link>
        </Tooltip>
      )}
      {maySeeAdministration(me) && (
        <Tooltip label="Administration" position="right" openDelay={400}>
          <Link to="/admin" className="navigation-entry" aria-label="Administration">
            <IconSettings size={20} stroke={1.7} />
          </Link>
        </Tooltip>
      )}
      <div className="navigation-end">
        <Tooltip label="Keys  ?" position="right" openDelay={400}>
          <button type="button" className="navigation-entry navigation-keys" aria-label="Keys" onClick={showKeys}>
            <IconKeyboard size={20} stroke={1.7} />
          </button>
        </Tooltip>
        {holdsAny(me, ["receive_tasks"]) && <PresenceButton />}
        <AccountButton />
      </div>
    </nav>
  );
}
