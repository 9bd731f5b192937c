import type { ThreadSummary } from "@beckon/protocol";
import { Button, Modal, NativeSelect, Textarea } from "@mantine/core";
import { IconMessagePlus } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { holdsForSource, useMe } from "../../application/session.ts";
import { endpoints } from "../../http/endpoints.ts";
import { sourcesQuery } from "../../http/queries.ts";
import { useDeskClient } from "../desk-provider.tsx";

/** Writes first to a visitor who is known. Absent where no source of messaging reaches them in which one may. */
export function BeginConversation({ thread }: { thread: ThreadSummary }) {
  const me = useMe();
  const { data: sources = [] } = useQuery(sourcesQuery);
  const [isOpen, setOpen] = useState(false);
  const communityId = sources.find(({ id }) => id === thread.source_id)?.community_id;
  const reachable = sources.filter(
    ({ id, mode, community_id }) =>
      mode === "messaging" && community_id === communityId && holdsForSource(me, id, "initiate_discussion"),
  );
  if (reachable.length === 0) return null;
  return (
    <section className="visitor-section">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconMessagePlus size={15} stroke={1.7} />}
        onClick={() => setOpen(true)}
      >
        New conversation
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={`Write to ${thread.identity.name}`}
        centered
        lockScroll={false}
        // What is half written is not lost by a click beside it.
        closeOnClickOutside={false}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <FirstMessage thread={thread} sources={reachable} onClose={() => setOpen(false)} />
      </Modal>
    </section>
  );
}

interface FirstMessageProps {
  thread: ThreadSummary;
  sources: readonly { id: string; label: string }[];
  onClose: () => void;
}

function FirstMessage({ thread, sources, onClose }: FirstMessageProps) {
  const desk = useDeskClient();
  const navigate = useNavigate();
  const own = sources.find(({ id }) => id === thread.source_id) ?? sources[0];
  const [sourceId, setSourceId] = useState(own?.id ?? "");
  const [body, setBody] = useState("");
  // One dialog begins one conversation, however often it is sent.
  const [id] = useState(() => desk.makeId());
  const begin = useMutation({
    mutationFn: () => endpoints.initiateThread({ id, source_id: sourceId, identity_id: thread.identity.id, body }),
    onSuccess: async (begun) => {
      desk.takeThreads([begun]);
      onClose();
      await navigate({ to: "/desk/threads/$threadId", params: { threadId: begun.id }, search: {} });
    },
  });
  return (
    <form
      className="begin-conversation"
      onSubmit={(event) => {
        event.preventDefault();
        if (body.trim() !== "") begin.mutate();
      }}
    >
      <p>They find it when they are on the website next, at once if they are there now.</p>
      {sources.length > 1 && (
        <NativeSelect
          label="Source"
          value={sourceId}
          data={sources.map(({ id, label }) => ({ value: id, label }))}
          onChange={(event) => setSourceId(event.currentTarget.value)}
        />
      )}
      <Textarea
        label="Message"
        autosize
        minRows={4}
        maxRows={10}
        maxLength={8_000}
        data-autofocus
        value={body}
        error={begin.error?.message}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <div className="dialog-foot">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={body.trim() === ""} loading={begin.isPending}>
          Send
        </Button>
      </div>
    </form>
  );
}
