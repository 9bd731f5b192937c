import { CloseButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { useTakenBack } from "./use-taken-back.ts";

/** So many are named; of more it is said how many. */
const NAMED = 3;

/** What an agent who was gone finds no longer among their tasks. */
export function TakenBackBanner() {
  const { taken, dismiss } = useTakenBack();
  const named = taken.slice(0, NAMED);
  const others = taken.length - named.length;
  return (
    <div role="status">
      {taken.length > 0 && (
        <div className="banner">
          <span>
            While you were away, {taken.length === 1 ? "a conversation went" : `${taken.length} conversations went`}{" "}
            back to the queue:{" "}
            {named.map(({ id, thread_id, visitor_name, state, agent }, index) => (
              <Fragment key={id}>
                {index > 0 && ", "}
                <Link to="/desk/threads/$threadId" params={{ threadId: thread_id }}>
                  {visitor_name}
                </Link>
                {state === "accepted" && agent !== null && ` (${agent.name} has it now)`}
              </Fragment>
            ))}
            {others > 0 && ` and ${others} more`}.
          </span>
          <CloseButton size="sm" aria-label="Dismiss" onClick={dismiss} />
        </div>
      )}
    </div>
  );
}
