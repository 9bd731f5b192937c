import type { ChannelSettings, PresenceStatus } from "@beckon/protocol";
import { Button, NumberInput, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { LoadFailure } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { endpoints } from "../../http/endpoints.ts";
import { channelsQuery, presenceStatusesQuery } from "../../http/queries.ts";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { FormFoot } from "../parts/form-foot.tsx";
import { FormSection } from "../parts/form-section.tsx";
import { ListPage } from "../parts/list-page.tsx";
import { notify } from "../parts/notices.tsx";
import { RecordList } from "../parts/record-list.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import {
  bodyOfChannel,
  type ChannelDraft,
  draftOfChannels,
  findChannelErrors,
  isSameDraft,
} from "./channel-draft.decisions.ts";
import { StatusDialog } from "./status-dialog.tsx";

/** How many conversations agents take at once, and why they may be away. */
export function PresencePage() {
  usePageTitle("Presence");
  const channels = useQuery(channelsQuery);
  return (
    <>
      <h2 className="list-title">Presence</h2>
      <p className="list-about">How many conversations agents take at once, and why they may be away.</p>
      {channels.isPending && <LateRows count={4} label="Loading the channels" />}
      {channels.isError && <LoadFailure error={channels.error} onRetry={() => void channels.refetch()} />}
      {channels.data !== undefined && <ChannelsForm channels={channels.data} />}
      <Statuses />
    </>
  );
}

const titles = {
  realtime: ["Live chats", "Conversations that wait in a queue until somebody takes them."],
  asynchronous: ["Messages", "Conversations that both sides answer when they can."],
} as const;

/** What a channel's time of absence means. */
const absences = {
  realtime: "An agent who is gone for so long loses their live chats to the queue, and the visitors are told: 2m.",
  asynchronous:
    "A conversation whose visitor waits goes back to the queue when its agent is gone or away for so long. Who writes to somebody who is gone is routed anew at once: 30m.",
} as const;

function ChannelsForm({ channels }: { channels: readonly ChannelSettings[] }) {
  const queryClient = useQueryClient();
  const form = useDraftForm<ChannelDraft, ChannelSettings[]>({
    stored: draftOfChannels(channels),
    isDirty: (draft, stored) => !isSameDraft(draft, stored),
    findErrors: findChannelErrors,
    save: (draft) =>
      Promise.all(channels.map(({ channel }) => endpoints.changeChannel(channel, bodyOfChannel(draft[channel])))),
    draftOf: draftOfChannels,
    fieldOf: () => null,
    onSaved: (saved) => queryClient.setQueryData(channelsQuery.queryKey, saved),
  });
  const { draft, errors } = form;
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate>
      {channels.map(({ channel }) => {
        const change = (next: Partial<ChannelDraft["realtime"]>) =>
          form.change(
            { ...draft, [channel]: { ...draft[channel], ...next } },
            Object.keys(next).map((field) => `${channel}.${field}`),
          );
        const [title, about] = titles[channel];
        return (
          <FormSection key={channel} title={title} about={about}>
            <NumberInput
              label="Soft limit"
              description="So many are sent to an agent. Whoever has more of them may still ask for another one."
              name={`${channel}.soft`}
              min={0}
              max={100}
              allowDecimal={false}
              value={draft[channel].soft}
              error={errors[`${channel}.soft`]}
              onChange={(soft) => change({ soft })}
            />
            <NumberInput
              label="Hard limit"
              description="Nobody gets more than this."
              name={`${channel}.hard`}
              min={0}
              max={100}
              allowDecimal={false}
              value={draft[channel].hard}
              error={errors[`${channel}.hard`]}
              onChange={(hard) => change({ hard })}
            />
            <TextInput
              label="Time to accept"
              description="A conversation that nobody accepted for so long goes on to its next step: 10m, or nothing for never."
              name={`${channel}.timeout`}
              value={draft[channel].timeout}
              error={errors[`${channel}.timeout`]}
              onChange={(event) => change({ timeout: event.currentTarget.value })}
            />
            <TextInput
              label="Time of absence"
              description={absences[channel]}
              name={`${channel}.giveBack`}
              value={draft[channel].giveBack}
              error={errors[`${channel}.giveBack`]}
              onChange={(event) => change({ giveBack: event.currentTarget.value })}
            />
          </FormSection>
        );
      })}
      <FormFoot form={form} />
    </form>
  );
}

type Task = { kind: "none" } | { kind: "make" } | { kind: "edit" | "delete"; status: PresenceStatus };

function Statuses() {
  const queryClient = useQueryClient();
  const statuses = useQuery(presenceStatusesQuery);
  const [task, setTask] = useState<Task>({ kind: "none" });
  const done = () => setTask({ kind: "none" });
  const make = () => setTask({ kind: "make" });
  const remove = async () => {
    if (task.kind !== "delete") return;
    await endpoints.presenceStatuses.remove(task.status.id);
    notify(`“${task.status.label}” is deleted.`);
    await queryClient.invalidateQueries({ queryKey: presenceStatusesQuery.queryKey });
  };
  return (
    <div className="presence-settings-statuses">
      <ListPage
        title="Reasons to be away"
        about="Agents choose them at the desk. Whoever is away for one gets no conversations."
        query={statuses}
        textOf={({ label }) => label}
        onNew={make}
        action={
          <Button leftSection={<IconPlus size={15} />} onClick={make}>
            New reason
          </Button>
        }
        empty={
          <>
            <p className="list-empty-title">No reason yet</p>
            <p>Agents are away without one. Make the first, such as Lunch or Training.</p>
          </>
        }
      >
        {(rows) => (
          <RecordList
            name="Reasons to be away"
            rows={rows}
            onDelete={(status) => setTask({ kind: "delete", status })}
            renderWords={(status) => (
              <button type="button" className="record-label" onClick={() => setTask({ kind: "edit", status })}>
                {status.label}
              </button>
            )}
          />
        )}
      </ListPage>
      {(task.kind === "make" || task.kind === "edit") && (
        <StatusDialog status={task.kind === "edit" ? task.status : null} onClose={done} />
      )}
      <ConfirmDialog
        title={task.kind === "delete" ? `Delete “${task.status.label}”?` : "Delete?"}
        opened={task.kind === "delete"}
        action="Delete"
        onConfirm={remove}
        onClose={done}
      >
        <p>Whoever is away for it stays away, without a reason.</p>
      </ConfirmDialog>
    </div>
  );
}
