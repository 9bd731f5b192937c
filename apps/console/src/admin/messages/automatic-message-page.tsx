import type { AutomaticMessage, Source } from "@beckon/protocol";
import { Textarea, TextInput } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { LoadFailure, Message } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { endpoints } from "../../http/endpoints.ts";
import { automaticMessagesQuery, refreshSource } from "../../http/queries.ts";
import { FormFoot } from "../parts/form-foot.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import { useSource } from "../parts/use-source.ts";

export function AutomaticMessagePage() {
  const { messageId } = useParams({ from: "/signed-in/admin/sources/$sourceId/automatic-messages/$messageId" });
  const source = useSource();
  const messages = useQuery(automaticMessagesQuery(source.id));
  const message = messages.data?.find(({ id }) => id === messageId) ?? null;
  const isNew = messageId === "new";
  usePageTitle(`${isNew ? "New message" : (message?.label ?? "Message")} · ${source.label}`);
  return (
    <>
      <Link to="/admin/sources/$sourceId/automatic-messages" params={{ sourceId: source.id }} className="admin-back">
        <IconArrowLeft size={14} /> Automatic messages
      </Link>
      <h2 className="list-title record-title">{isNew ? "New message" : message?.label}</h2>
      {messages.isPending && <LateRows count={4} label="Loading the message" />}
      {messages.isError && <LoadFailure error={messages.error} onRetry={() => void messages.refetch()} />}
      {messages.isSuccess && message === null && !isNew && (
        <Message title="No such message">It may have been deleted. History can bring it back.</Message>
      )}
      {messages.isSuccess && (message !== null || isNew) && (
        <AutomaticMessageForm key={messageId} source={source} message={message} />
      )}
    </>
  );
}

interface MessageDraft {
  label: string;
  body: string;
}

const draftOf = ({ label, body }: MessageDraft): MessageDraft => ({ label, body });

function findErrors({ label, body }: MessageDraft): Record<string, string> {
  return {
    ...(label.trim() === "" ? { label: "Give the message a name." } : {}),
    ...(label.trim().length > 200 ? { label: "Use at most 200 characters." } : {}),
    ...(body.trim() === "" ? { body: "Write what is said." } : {}),
    ...(body.length > 8_000 ? { body: "Use at most 8,000 characters." } : {}),
  };
}

function AutomaticMessageForm({ source, message }: { source: Source; message: AutomaticMessage | null }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const form = useDraftForm<MessageDraft, AutomaticMessage>({
    stored: message === null ? { label: "", body: "" } : draftOf(message),
    isDirty: (draft, stored) => draft.label !== stored.label || draft.body !== stored.body,
    findErrors,
    save: (draft) => {
      const body = { label: draft.label.trim(), body: draft.body };
      return message === null
        ? endpoints.automatic_messages.create(source.id, body)
        : endpoints.automatic_messages.change(message.id, body);
    },
    draftOf,
    onSaved: async (saved) => {
      await refreshSource(queryClient, source.id);
      if (message !== null) return;
      await navigate({
        to: "/admin/sources/$sourceId/automatic-messages/$messageId",
        params: { sourceId: source.id, messageId: saved.id },
        replace: true,
        ignoreBlocker: true,
      });
    },
  });
  const { draft, errors } = form;
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate className="small-form">
      <TextInput
        label="Name"
        description="Visitors do not see it."
        name="label"
        value={draft.label}
        error={errors.label}
        onChange={(event) => form.change({ ...draft, label: event.currentTarget.value }, ["label"])}
      />
      <Textarea
        label="Message"
        description={`Sent as ${source.sender_name.includes("{{") ? "an agent" : source.sender_name} would. Web addresses become links.`}
        name="body"
        rows={6}
        value={draft.body}
        error={errors.body}
        onChange={(event) => form.change({ ...draft, body: event.currentTarget.value }, ["body"])}
      />
      <FormFoot form={form} isNew={message === null} />
    </form>
  );
}
