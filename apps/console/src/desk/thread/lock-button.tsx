import type { ThreadSummary } from "@beckon/protocol";
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { holdsAny, useMe } from "../../application/session.ts";
import { endpoints } from "../../http/endpoints.ts";

/** Locks a thread of messaging, so that its visitor cannot write in it, and unlocks it. */
export function LockButton({ thread }: { thread: ThreadSummary }) {
  const me = useMe();
  const change = useMutation({ mutationFn: (locked: boolean) => endpoints.lockThread(thread.id, locked) });
  const { locked } = thread;
  if (thread.live !== null || !holdsAny(me, [locked ? "open_content_thread" : "close_content_thread"])) return null;
  const label = locked ? "Unlock: the visitor can write again" : "Lock: the visitor cannot write any more";
  const Icon = locked ? IconLockOpen : IconLock;
  return (
    <>
      {change.error !== null && (
        <p className="thread-header-failure" role="alert">
          {change.error.message}
        </p>
      )}
      <Tooltip label={label}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={label}
          loading={change.isPending}
          onClick={() => change.mutate(!locked)}
        >
          <Icon size={18} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
