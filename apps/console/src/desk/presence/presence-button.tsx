import { useQuery } from "@tanstack/react-query";
import { useLater } from "../../controls/use-later.ts";
import { myPresenceQuery } from "../../http/queries.ts";
import { sayLoad, sayStanding, standingOf } from "./presence-words.decisions.ts";
import "./presence.css";

const loadPopover = async () => (await import("./presence-popover.tsx")).PresencePopover;

/** Whether one takes conversations, and how many one has. Absent until it is known. */
export function PresenceButton() {
  const { data: presence } = useQuery(myPresenceQuery);
  const [PresencePopover, wantPopover] = useLater(loadPopover);
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
  if (PresencePopover !== null) return <PresencePopover presence={presence} face={face} hint={words} />;
  return (
    <button
      type="button"
      className="navigation-entry presence-entry"
      data-hint={words}
      aria-haspopup="dialog"
      aria-expanded={false}
      onClick={() => void wantPopover()}
    >
      {face}
    </button>
  );
}
