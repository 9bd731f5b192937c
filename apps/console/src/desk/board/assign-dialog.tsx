import type { AgentPresence, Task } from "@beckon/protocol";
import { Button, Modal, Select } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useMe } from "../../application/session.ts";
import { sayLoad, sayStanding, standingOf } from "../presence/presence-words.decisions.ts";
import { orderAgents } from "./board.decisions.ts";
import { useAssignTask } from "./board-actions.ts";

interface AssignDialogProps {
  task: Task;
  agents: readonly AgentPresence[];
  onClose: () => void;
}

/** Gives a conversation to an agent, whoever has it and however much they have. */
export function AssignDialog({ task, agents, onClose }: AssignDialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Assign ${task.visitor_name}`}
      size="sm"
      centered
      lockScroll={false}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <AssignForm task={task} agents={agents} onClose={onClose} />
    </Modal>
  );
}

function AssignForm({ task, agents, onClose }: AssignDialogProps) {
  const me = useMe();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [isMissing, setMissing] = useState(false);
  const assign = useAssignTask(onClose);
  const holderId = task.state === "accepted" ? task.agent?.id : undefined;
  const choices = orderAgents(agents).filter(({ user }) => user.id !== holderId);
  const chosen = choices.find(({ user }) => user.id === chosenId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen === undefined) setMissing(true);
    else assign.mutate({ task, to: chosen.user });
  };
  return (
    <form onSubmit={submit} noValidate className="board-assign">
      <p className="board-assign-help">
        {holderId === undefined ? "" : `${task.agent?.name ?? ""} has it. `}
        They have it at once and are not asked.
      </p>
      <Select
        label="Agent"
        placeholder="Choose"
        data-autofocus
        searchable
        nothingFoundMessage="There is no such agent."
        data={choices.map((agent) => ({
          value: agent.user.id,
          label: agent.user.id === me.id ? `${agent.user.name} (you)` : agent.user.name,
        }))}
        renderOption={({ option }) => {
          const agent = choices.find(({ user }) => user.id === option.value);
          return (
            <span className="board-choice">
              <span className="truncated">{option.label}</span>
              {agent !== undefined && <Standing agent={agent} />}
            </span>
          );
        }}
        value={chosenId}
        error={isMissing ? "Choose to whom." : assign.error?.message}
        onChange={(id) => {
          setChosenId(id);
          setMissing(false);
          assign.reset();
        }}
      />
      <p className="board-assign-help" role="status">
        {chosen !== undefined && (
          <>
            <Standing agent={chosen} /> · live chats {sayLoad(chosen.load)}
          </>
        )}
      </p>
      <div className="dialog-foot">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={assign.isPending}>
          Assign
        </Button>
      </div>
    </form>
  );
}

function Standing({ agent }: { agent: AgentPresence }) {
  return (
    <span className="board-standing">
      <span className="presence-dot" data-standing={standingOf(agent)} aria-hidden="true" />
      {sayStanding(agent)}
    </span>
  );
}
