import type { CannedReply } from "@beckon/protocol";
import { CANNED_REPLY_VARIABLES } from "@beckon/protocol/constants";
import { MultiSelect, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { LoadFailure, Message } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { languageChoices } from "../../controls/languages.ts";
import { nameCategories } from "../../controls/name-categories.ts";
import { fillVariables, type VariableValues } from "../../desk/composing/fill-variables.decisions.ts";
import { endpoints } from "../../http/endpoints.ts";
import { cannedRepliesQuery, categoriesQuery, sourcesQuery } from "../../http/queries.ts";
import { FormFoot } from "../parts/form-foot.tsx";
import { notify } from "../parts/notices.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import {
  bodyOfReply,
  differs,
  draftOfReply,
  findReplyErrors,
  freshReply,
  guessShortcut,
  type ReplyDraft,
} from "./reply-draft.decisions.ts";
import "./canned-replies.css";

export function CannedReplyPage() {
  const { replyId } = useParams({ from: "/signed-in/admin/section/canned-replies/$replyId" });
  const replies = useQuery(cannedRepliesQuery(null));
  const reply = replies.data?.find(({ id }) => id === replyId) ?? null;
  const isNew = replyId === "new";
  const title = isNew ? "New reply" : reply?.title;
  usePageTitle(title ?? "Canned reply");
  return (
    <>
      <Link to="/admin/canned-replies" className="admin-back">
        <IconArrowLeft size={14} /> Canned replies
      </Link>
      <h2 className="list-title record-title">{title}</h2>
      {replies.isPending && <LateRows count={4} label="Loading the reply" />}
      {replies.isError && <LoadFailure error={replies.error} onRetry={() => void replies.refetch()} />}
      {replies.isSuccess && reply === null && !isNew && (
        <Message title="No such reply">It may have been deleted. The list has those that there are.</Message>
      )}
      {replies.isSuccess && (reply !== null || isNew) && <ReplyForm key={replyId} reply={reply} />}
    </>
  );
}

/** The form's names for the fields of the server's answer. */
const fields: Readonly<Record<string, string>> = {
  title: "title",
  shortcut: "shortcut",
  body: "body",
  language: "language",
  category_ids: "categoryIds",
  source_ids: "sourceIds",
};

/** Whom the preview speaks to. */
const example: VariableValues = {
  "visitor.firstname": "Camille",
  "visitor.lastname": "Durand",
  "visitor.name": "Camille Durand",
  "visitor.email": "camille@example.com",
  "visitor.company": "Durand & Co",
  "agent.firstname": "Alicia",
  "agent.lastname": "Martin",
  "agent.name": "Alicia Martin",
  "source.name": "Purple Shop",
};

function ReplyForm({ reply }: { reply: CannedReply | null }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const categories = useQuery(categoriesQuery);
  const sources = useQuery(sourcesQuery);
  const bodyField = useRef<HTMLTextAreaElement>(null);
  // Until somebody writes one, the shortcut follows the title.
  const [guessing, setGuessing] = useState(reply === null);
  const form = useDraftForm<ReplyDraft, CannedReply>({
    stored: reply === null ? freshReply : draftOfReply(reply),
    isDirty: differs,
    findErrors: findReplyErrors,
    save: (draft) =>
      reply === null
        ? endpoints.cannedReplies.create(bodyOfReply(draft))
        : endpoints.cannedReplies.change(reply.id, bodyOfReply(draft)),
    draftOf: draftOfReply,
    fieldOf: (path) => fields[path.split(".")[0] ?? ""] ?? null,
    onSaved: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: ["canned_replies"] });
      if (reply !== null) return;
      notify(`“${saved.title}” is saved.`);
      await navigate({
        to: "/admin/canned-replies/$replyId",
        params: { replyId: saved.id },
        replace: true,
        ignoreBlocker: true,
      });
    },
  });
  const { draft, errors } = form;
  const change = (next: Partial<ReplyDraft>) => form.change({ ...draft, ...next }, Object.keys(next));
  const insert = (name: string) => {
    const field = bodyField.current;
    const start = field?.selectionStart ?? draft.body.length;
    const end = field?.selectionEnd ?? start;
    const written = `{{${name}}}`;
    change({ body: draft.body.slice(0, start) + written + draft.body.slice(end) });
    field?.focus();
    requestAnimationFrame(() => field?.setSelectionRange(start + written.length, start + written.length));
  };
  const hasVariables = draft.body.includes("{{");
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate className="small-form">
      <TextInput
        label="Title"
        description="Visitors do not see it."
        name="title"
        value={draft.title}
        error={errors.title}
        onChange={(event) => {
          const title = event.currentTarget.value;
          change(guessing ? { title, shortcut: guessShortcut(title) } : { title });
        }}
      />
      <TextInput
        label="Shortcut"
        description="What agents type behind the slash."
        name="shortcut"
        leftSection={<span className="reply-slash">/</span>}
        value={draft.shortcut}
        error={errors.shortcut}
        onChange={(event) => {
          setGuessing(false);
          change({ shortcut: event.currentTarget.value.toLowerCase().replace(/^\//, "") });
        }}
      />
      <div className="reply-writing">
        <Textarea
          ref={bodyField}
          label="Reply"
          description="Agents can change it before they send it."
          name="body"
          rows={6}
          value={draft.body}
          error={errors.body}
          onChange={(event) => change({ body: event.currentTarget.value })}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset's legend does not stand in a line with its buttons. */}
        <div className="reply-variables" role="group" aria-label="Insert a variable">
          {CANNED_REPLY_VARIABLES.map((name) => (
            <button key={name} type="button" onClick={() => insert(name)}>
              {name.replace(".", " ")}
            </button>
          ))}
        </div>
        <p className="record-about">
          For whom a value is not known, it is left out. Write <code>{"{{visitor.firstname|there}}"}</code> to say
          something else.
        </p>
        {hasVariables && errors.body === undefined && (
          <figure className="reply-preview">
            <figcaption>As it may be sent</figcaption>
            <p className="record-text">{fillVariables(draft.body, example)}</p>
          </figure>
        )}
      </div>
      <NativeSelect
        label="Language"
        description="Offered first where the conversation has this language, and last where it has another."
        name="language"
        value={draft.language}
        error={errors.language}
        data={[{ value: "", label: "Every language" }, ...languageChoices(draft.language)]}
        onChange={(event) => change({ language: event.currentTarget.value })}
      />
      {categories.data !== undefined && categories.data.length > 0 && (
        <MultiSelect
          label="Categories"
          description="Offered first in conversations that have one of them."
          searchable
          placeholder={draft.categoryIds.length === 0 ? "Any" : ""}
          nothingFoundMessage="There is no such category."
          data={nameCategories(categories.data)}
          value={[...draft.categoryIds]}
          error={errors.categoryIds}
          onChange={(categoryIds) => change({ categoryIds })}
        />
      )}
      {sources.data !== undefined && sources.data.length > 1 && (
        <MultiSelect
          label="Sources"
          description="Where it is offered."
          placeholder={draft.sourceIds.length === 0 ? "Every source" : ""}
          data={sources.data.map(({ id, label }) => ({ value: id, label }))}
          value={[...draft.sourceIds]}
          error={errors.sourceIds}
          onChange={(sourceIds) => change({ sourceIds })}
        />
      )}
      <FormFoot form={form} isNew={reply === null} />
    </form>
  );
}
