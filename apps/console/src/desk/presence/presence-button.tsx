import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { myPresenceQuery } from "../../http/queries.ts";
import { sayLoad, sayStanding, standingOf } from "./presence-words.decisions.ts";
import "./presence.css";

/** Not needed before somebody is about to press the button. */
const loadPopover = () => import("./presence-popover.tsx");
const PresencePopover = lazy(async () => ({ default: (await loadPopover()).PresencePopover }));

/** Whether one takes conversations, and how many one has. Absent until it is known. */
export function PresenceButton() {
  const { data: presence } = useQuery(myPresenceQuery);
  const [wanted, setWanted] = useState(false);
  if (presence === undefined) return null;
  const { load } = presence;
  const words = `${sayStanding(presence)} · live chats: ${sayLoad(load)}`;
  const face = (
    <>
      <span className="presence-dot" data-standing={standingOf(presence)} aria-hidden="true" />
      <span aria-hidden="true">
        {load.count}/{load.soft_limit}
      </span>
      <span className="visually-hidden">Presence: {words}</span>
    </>
  );
  const closed = (
    <button
      type="button"
      className="navigation-entry presence-entry"
      data-hint={words}
      aria-haspopup="dialog"
      aria-expanded={false}
      onPointerEnter={() => void loadPopover().catch(() => undefined)}
      onClick={() => setWanted(true)}
    >
      {face}
    </button>
  );
  if (!wanted) return closed;
  return (
    <Suspense fallback={closed}>
      <PresencePopover presence={presence} face={face} hint={words} />
    </Suspense>
  );
}
