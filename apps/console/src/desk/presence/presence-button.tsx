import type { AgentPresence, PresenceChange } from "@beckon/protocol";
import { Button, Popover, SegmentedControl, Tooltip } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { endpoints } from "../../http/endpoints.ts";
import { myPresenceQuery, presenceStatusesQuery } from "../../http/queries.ts";
import { sayLoad, sayStanding, standingOf } from "./presence-words.decisions.ts";
import "./presence.css";

/** Whether one takes conversations, and how many one has. Absent until it is known. */
export function PresenceButton() {
  const { data: presence } = useQuery(myPresenceQuery);
  const [opened, setOpened] = useState(false);
  if (presence === undefined) return null;
  const { load } = presence;
  const words = `${sayStanding(presence)} · live chats: ${sayLoad(load)}`;
  return (
    <Popover opened={opened} onChange={setOpened} position="right-end" width={280} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={words} position="right" openDelay={400} disabled={opened}>
          <button type="button" className="navigation-entry presence-entry" onClick={() => setOpened(!opened)}>
            <span className="presence-dot" data-standing={standingOf(presence)} aria-hidden="true" />
            <span aria-hidden="true">
              {load.count}/{load.soft_limit}
            </span>
            <span className="visually-hidden">Presence: {words}</span>
          </button>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label="Presence">
        <PresenceChoices presence={presence} />
      </Popover.Dropdown>
    </Popover>
  );
}

const channels = [
  ["realtime", "Live chats"],
  ["asynchronous", "Messages"],
] as const;

/** Says something of oneself, to whoever shows it. */
export function useOwnPresence() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: PresenceChange) => endpoints.changePresence(change),
    onSuccess: (presence) => queryClient.setQueryData(myPresenceQuery.queryKey, presence),
  });
}

function PresenceChoices({ presence }: { presence: AgentPresence }) {
  const { data: statuses } = useQuery(presenceStatusesQuery);
  const say = useOwnPresence();
  return (
    <div className="presence-choices">
      <div>
        <p className="account-name">{sayStanding(presence)}</p>
        <p className="account-detail">Live chats: {sayLoad(presence.load)}</p>
      </div>
      {channels.map(([channel, label]) => (
        <div key={channel}>
          <p className="account-label" id={`presence-${channel}`}>
            {label}
          </p>
          <SegmentedControl
            aria-labelledby={`presence-${channel}`}
            fullWidth
            size="xs"
            value={presence[channel]}
            onChange={(value) => say.mutate({ [channel]: value })}
            data={[
              { value: "available", label: "Available" },
              { value: "away", label: "Away" },
            ]}
          />
        </div>
      ))}
      {statuses !== undefined && statuses.length > 0 && (
        <fieldset className="presence-statuses" aria-label="Away for">
          {statuses.map(({ id, label }) => (
            <Button
              key={id}
              size="compact-xs"
              variant={presence.status?.id === id ? "filled" : "default"}
              aria-pressed={presence.status?.id === id}
              onClick={() => say.mutate({ status_id: id })}
            >
              {label}
            </Button>
          ))}
        </fieldset>
      )}
      {say.isError && (
        <p className="form-error" role="alert">
          {say.error.message}
        </p>
      )}
    </div>
  );
}
