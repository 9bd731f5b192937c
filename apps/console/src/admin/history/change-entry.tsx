import type { ConfigurationChange } from "@beckon/protocol";
import { Button, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sayClock, sayFull } from "../../controls/times.ts";
import { endpoints } from "../../http/endpoints.ts";
import { refreshSource, sourcesQuery } from "../../http/queries.ts";
import { notify } from "../parts/notices.tsx";
import { diffOf, type SayEntry } from "./diff.decisions.ts";
import { Differences } from "./differences.tsx";

interface ChangeEntryProps {
  change: ConfigurationChange;
  /** Set on the first entry of a day. */
  day: string | null;
  say: SayEntry;
}

const actionNames = {
  created: "made",
  changed: "changed",
  deleted: "deleted",
  reordered: "changed",
  reverted: "took back a change of",
} as const;

const typeNames: Readonly<Record<string, string>> = {
  source: "the settings of",
  trigger: "the trigger",
  trigger_order: "the order of the triggers of",
  item: "the item",
  automatic_message: "the automatic message",
  custom_variable: "the custom variable",
};

export function ChangeEntry({ change, day, say }: ChangeEntryProps) {
  const [asking, setAsking] = useState(false);
  const { object, action, user, created_at, before, after } = change;
  const differences = diffOf(before, after, say);
  const what = `${typeNames[object.type] ?? object.type} “${object.label}”`;
  return (
    <li className="history-entry">
      {day !== null && <h3 className="history-day">{day}</h3>}
      <article className="history-card" aria-label={`${user?.name ?? "Beckon"} ${actionNames[action]} ${what}`}>
        <div className="history-head">
          <p>
            <strong>{user?.name ?? "Beckon"}</strong> {actionNames[action]} {typeNames[object.type] ?? object.type}{" "}
            <strong>“{object.label}”</strong>
          </p>
          <time dateTime={created_at} title={sayFull(created_at)}>
            {sayClock(created_at)}
          </time>
          <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
            Take back
            <span className="visually-hidden"> this change of {object.label}</span>
          </Button>
        </div>
        {differences.length > 0 && <Differences differences={differences} folded={before === null || after === null} />}
      </article>
      <TakeBack change={change} what={what} opened={asking} onClose={() => setAsking(false)} />
    </li>
  );
}

interface TakeBackProps {
  change: ConfigurationChange;
  what: string;
  opened: boolean;
  onClose: () => void;
}

/** What reverting does depends on what was done. */
const effects = {
  created: "It is deleted again.",
  changed: "It is again as it was before. Later changes of the same fields go with it.",
  deleted: "It comes back as it was.",
  reordered: "The order is again as it was before.",
  reverted: "It is again as it was before.",
} as const;

function TakeBack({ change, what, opened, onClose }: TakeBackProps) {
  const queryClient = useQueryClient();
  const revert = useMutation({
    mutationFn: () => endpoints.revertChange(change.id),
    onSuccess: async () => {
      onClose();
      notify("The change is taken back.");
      await Promise.all([
        refreshSource(queryClient, change.source_id),
        queryClient.invalidateQueries({ queryKey: sourcesQuery.queryKey }),
      ]);
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Take back this change?"
      size="sm"
      centered
      lockScroll={false}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <p>
        It is about {what}. {effects[change.action]} This is a change itself, and can be taken back too.
      </p>
      {revert.isError && (
        <p className="form-error" role="alert">
          {revert.error.message}
        </p>
      )}
      <div className="dialog-foot">
        <Button variant="default" onClick={onClose}>
          Leave it
        </Button>
        <Button data-autofocus loading={revert.isPending} onClick={() => revert.mutate()}>
          Take back
        </Button>
      </div>
    </Modal>
  );
}
