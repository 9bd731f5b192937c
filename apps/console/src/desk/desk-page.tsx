import { Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import "./desk-page.css";
import { ResizeHandle, usePaneWidth } from "../controls/resize-handle.tsx";
import { useIsPhone } from "../controls/use-is-phone.ts";
import { ThreadListPane } from "./list/thread-list-pane.tsx";
import { preloadThread } from "./preload-thread.ts";

const listWidth = { key: "beckon:desk:list_width", initial: 320, least: 240, most: 520 };

/** List, thread and visitor side by side; on a phone one after the other, by the address. */
export function DeskPage() {
  const page = useRouterState({
    select: ({ location }) =>
      location.pathname.startsWith("/desk/threads/")
        ? (location.search.view ?? "thread")
        : /^\/desk\/(search|mentions)/.test(location.pathname)
          ? "thread"
          : "list",
  });
  const phone = useIsPhone();
  useEffect(preloadThread, []);
  const [width, setWidth] = usePaneWidth(listWidth);
  return (
    <div className="desk" data-page={page} style={{ "--list-width": `${width}px` }}>
      <ThreadListPane isWholePage={phone && page === "list"}>
        <ResizeHandle label="Width of the list" width={width} bounds={listWidth} grows="right" onChange={setWidth} />
      </ThreadListPane>
      <Outlet />
    </div>
  );
}
