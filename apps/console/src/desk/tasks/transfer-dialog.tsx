import type { Task, TaskTarget } from "@beckon/protocol";
import { Button, Modal, NativeSelect, SegmentedControl, Switch, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { notify } from "../../admin/parts/notices.tsx";
import { holdsAny, useMe } from "../../application/session.ts";
import { fullName } from "../../controls/full-name.decisions.ts";
import { endpoints } from "../../http/endpoints.ts";
import { categoriesQuery, teamsQuery, usersQuery } from "../../http/queries.ts";
import { useDeskClient } from "../desk-provider.tsx";
import "./tasks.css";

type Kind = TaskTarget["kind"];

const kinds: { value: Kind; label: string }[] = [
  { value: "agent", label: "Agent" },
  { value: "team", label: "Team" },
  { value: "category", label: "Category" },
  { value: "language", label: "Language" },
];

const nothingYet: Record<Exclude<Kind, "language">, string> = {
  agent: "There is no colleague yet.",
  team: "There is no team yet.",
  category: "There is no category yet.",
};

/** Passes a conversation on, with a comment that colleagues read. */
export function TransferDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Transfer ${task.visitor_name}`}
      centered
      lockScroll={false}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <TransferForm task={task} onClose={onClose} />
    </Modal>
  );
}

function TransferForm({ task, onClose }: { task: Task; onClose: () => void }) {
  const me = useMe();
  const client = useDeskClient();
  const [kind, setKind] = useState<Kind>("agent");
  const [chosen, setChosen] = useState("");
  const [comment, setComment] = useState("");
  const [isAtOnce, setAtOnce] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const choices = useChoices(kind, me.id, task.agent?.id ?? null);
  const mayAssign = holdsAny(me, ["assign_intervention"]);
  const transfer = useMutation({
    mutationFn: () => {
      const to: TaskTarget = kind === "language" ? { kind, language: chosen.trim() } : { kind, id: chosen };
      const atOnce = isAtOnce && mayAssign && kind === "agent" ? { bypass_queue: true } : {};
      return endpoints.tasks.transfer(task.id, { to, comment, ...atOnce });
    },
    onSuccess: (next) => {
      client.takeTasks([next]);
      onClose();
      notify(`${task.visitor_name} is passed on to ${next.target_label ?? "a colleague"}.`);
    },
  });
  const choose = (value: string) => {
    setChosen(value);
    setMissing(false);
    transfer.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen.trim() === "") setMissing(true);
    else transfer.mutate();
  };
  const error = isMissing ? "Choose to whom." : transfer.error?.message;
  return (
    <form onSubmit={submit} noValidate className="task-form">
      <SegmentedControl
        fullWidth
        aria-label="To whom"
        data={kinds}
        value={kind}
        onChange={(value) => {
          setKind(value);
          choose("");
        }}
      />
      {kind === "language" ? (
        <TextInput
          label="Whoever speaks"
          placeholder="fr"
          description="The language's short name, such as fr or de."
          value={chosen}
          error={error}
          onChange={(event) => choose(event.currentTarget.value)}
        />
      ) : (
        <NativeSelect
          label={kinds.find(({ value }) => value === kind)?.label ?? ""}
          data-autofocus
          data={[
            { value: "", label: choices.length === 0 ? nothingYet[kind] : "Choose…" },
            ...choices.map(({ id, label }) => ({ value: id, label })),
          ]}
          value={chosen}
          error={error}
          onChange={(event) => choose(event.currentTarget.value)}
        />
      )}
      <Textarea
        label="Comment for colleagues"
        description="The visitor does not see it."
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1_000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      {mayAssign && kind === "agent" && (
        <Switch
          label="Give it at once, without asking"
          checked={isAtOnce}
          onChange={(event) => setAtOnce(event.currentTarget.checked)}
        />
      )}
      <div className="task-form-foot">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={transfer.isPending}>
          Transfer
        </Button>
      </div>
    </form>
  );
}

/** To whom it can be passed on: of the agents nobody who has it. */
function useChoices(kind: Kind, myId: string, holderId: string | null): { id: string; label: string }[] {
  const { data: users = [] } = useQuery(usersQuery);
  const { data: teams = [] } = useQuery(teamsQuery);
  const { data: categories = [] } = useQuery(categoriesQuery);
  switch (kind) {
    case "agent":
      return users
        .filter(({ id }) => id !== holderId)
        .map((user) => ({ id: user.id, label: user.id === myId ? `${fullName(user)} (you)` : fullName(user) }));
    case "team":
      return teams;
    case "category":
      return categories;
    case "language":
      return [];
  }
}
