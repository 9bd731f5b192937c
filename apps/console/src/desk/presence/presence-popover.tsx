import type { AgentPresence } from "@beckon/protocol";
import { Button, Popover, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useOpenedByPress } from "../../controls/use-opened-by-press.ts";
import { presenceStatusesQuery } from "../../http/queries.ts";
import { sayLoad, sayStanding } from "./presence-words.decisions.ts";
import { useOwnPresence } from "./use-own-presence.ts";

export function PresencePopover({ presence, face, hint }: { presence: AgentPresence; face: ReactNode; hint: string }) {
  const { button, opened, setOpened } = useOpenedByPress();
  return (
    <Popover opened={opened} onChange={setOpened} position="right-end" width={280} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <button
          ref={button}
          type="button"
          className="navigation-entry presence-entry"
          data-hint={opened ? undefined : hint}
          onClick={() => setOpened(!opened)}
        >
          {face}
        </button>
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
