import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { Notices } from "../admin/parts/notices.tsx";
import { ConnectionBanner } from "../desk/connection-banner.tsx";
import { DeskProvider } from "../desk/desk-provider.tsx";
import { KeysDialog } from "../desk/keys-dialog.tsx";
import { IdleBanner } from "../desk/presence/idle-banner.tsx";
import { RingingBar } from "../desk/tasks/ringing-bar.tsx";
import { TakenBackBanner } from "../desk/tasks/taken-back-banner.tsx";
import { Palette } from "../palette/palette.tsx";
import "../controls/hint.css";
import "./frame.css";
import { Navigation } from "./navigation.tsx";
import { onSessionEnded, queryClient } from "./query-client.ts";
import { holdsAny, useMe } from "./session.ts";

/** What surrounds every page of a signed-in user. The live connection lives here, so that it outlasts each page. */
export function Frame() {
  const me = useMe();
  useLeaveWhenSessionEnds();
  return (
    <DeskProvider key={me.id} userId={me.id}>
      <div className="frame">
        <Navigation />
        <div className="frame-page">
          <ConnectionBanner />
          {holdsAny(me, ["receive_tasks"]) && <IdleBanner />}
          {holdsAny(me, ["receive_tasks"]) && <TakenBackBanner />}
          {holdsAny(me, ["receive_tasks"]) && <RingingBar />}
          <Outlet />
        </div>
        <Notices />
        <KeysDialog />
        <Palette />
      </div>
    </DeskProvider>
  );
}

function useLeaveWhenSessionEnds() {
  const navigate = useNavigate();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  useEffect(
    () =>
      onSessionEnded(() => {
        if (pathname === "/login") return;
        void navigate({ to: "/login", search: { next: pathname }, ignoreBlocker: true }).then(() =>
          queryClient.clear(),
        );
      }),
    [navigate, pathname],
  );
}
