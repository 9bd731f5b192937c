import type { Task } from "@beckon/protocol";
import { Button, Modal, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { sayFull } from "../../controls/times.ts";
import { endpoints } from "../../http/endpoints.ts";
import { useDeskClient } from "../desk-provider.tsx";
import { useNotifyUndoable } from "./task-actions.ts";
import { suggestReturns, toLocalField } from "./task-words.decisions.ts";
import "./tasks.css";

/** Puts a conversation off until a time, at which it rings again. */
export function DeferDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const client = useDeskClient();
  const notifyUndoable = useNotifyUndoable();
  const [openedAtMs] = useState(() => Date.now());
  const [own, setOwn] = useState("");
  const defer = useMutation({
    mutationFn: async (until: Date) => {
      await endpoints.interventions.defer(task.intervention_id ?? task.id, until);
      return endpoints.tasks.find(task.id);
    },
    onSuccess: (done) => {
      client.takeTasks([done]);
      onClose();
      notifyUndoable(`Put off until ${sayFull(done.deferred_until ?? done.created_at)}.`, done);
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Put off ${task.visitor_name}`}
      size="sm"
      centered
      lockScroll={false}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <p className="task-dialog-help">It comes back to you by itself then, or when the visitor writes.</p>
      <div className="task-dialog-times">
        {suggestReturns(openedAtMs).map(({ label, at }, index) => (
          <Button
            key={label}
            variant="default"
            disabled={defer.isPending}
            {...(index === 0 ? { "data-autofocus": true } : {})}
            onClick={() => defer.mutate(at)}
          >
            {label}
          </Button>
        ))}
      </div>
      <form
        className="task-dialog-own"
        onSubmit={(event) => {
          event.preventDefault();
          if (own !== "") defer.mutate(new Date(own));
        }}
      >
        <TextInput
          type="datetime-local"
          label="Another time"
          value={own}
          min={toLocalField(new Date(openedAtMs))}
          error={defer.error?.message}
          onChange={(event) => setOwn(event.currentTarget.value)}
        />
        <Button type="submit" disabled={own === ""} loading={defer.isPending}>
          Put off
        </Button>
      </form>
    </Modal>
  );
}
