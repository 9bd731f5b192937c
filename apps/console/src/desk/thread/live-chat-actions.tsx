import type { ThreadSummary } from "@beckon/protocol";
import { ActionIcon, Button, Group, Menu, Modal } from "@mantine/core";
import { IconArrowBackUp, IconDots, IconTransferIn } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { holdsAny, useMe } from "../../application/session.ts";
import { endpoints } from "../../http/endpoints.ts";
import { useDesk } from "../desk-provider.tsx";
import { findTaskOfThread } from "../state/tasks.decisions.ts";

/** Takes a live chat, gives it back, and ends it after a question. What became of it comes with the thread itself. */
export function LiveChatActions({ thread }: { thread: ThreadSummary }) {
  const me = useMe();
  const task = useDesk((state) => findTaskOfThread(state.tasks, thread.id));
  const [isAsked, setAsked] = useState(false);
  const change = useMutation({
    mutationFn: (action: "take" | "release" | "end") => endpoints.changeLiveChat(thread.id, action),
    onSettled: () => setAsked(false),
  });
  const { live } = thread;
  if (live === null || live.state === "ended") return null;
  const isMine = live.agent?.id === me.id;
  // A bot’s conversation is taken as one is from the queue.
  const isOfBot = live.state === "connected" && task?.state === "accepted" && task.held_by_bot;
  const mayTakeOver = !isMine && !isOfBot && holdsAny(me, ["assign_intervention"]);
  return (
    <>
      {change.error !== null && (
        <p className="thread-header-failure" role="alert">
          {change.error.message}
        </p>
      )}
      {(live.state === "waiting" || isOfBot) && (
        <Button size="xs" loading={change.isPending} onClick={() => change.mutate("take")}>
          {isOfBot ? "Take over" : "Take"}
        </Button>
      )}
      <Button size="xs" variant="default" disabled={change.isPending} onClick={() => setAsked(true)}>
        End
      </Button>
      {live.state === "connected" && (isMine || mayTakeOver) && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label="More for this conversation">
              <IconDots size={18} stroke={1.7} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {isMine ? (
              <Menu.Item leftSection={<IconArrowBackUp size={16} />} onClick={() => change.mutate("release")}>
                Give back to the queue
              </Menu.Item>
            ) : (
              <Menu.Item leftSection={<IconTransferIn size={16} />} onClick={() => change.mutate("take")}>
                Take over from {live.agent?.name || "the colleague"}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <Modal opened={isAsked} onClose={() => setAsked(false)} title="End this conversation?" centered>
        <p>
          {thread.identity.name} can still read it, and has to begin another one to write again. Nobody can write in
          this one any more.
        </p>
        <Group justify="flex-end" mt="md">
          <Button variant="default" data-autofocus onClick={() => setAsked(false)}>
            Go on
          </Button>
          <Button color="red" loading={change.isPending} onClick={() => change.mutate("end")}>
            End conversation
          </Button>
        </Group>
      </Modal>
    </>
  );
}
