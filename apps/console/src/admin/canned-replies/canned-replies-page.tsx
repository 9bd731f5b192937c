import type { CannedReply } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { usePageTitle } from "../../application/page-title.ts";
import { nameLanguage } from "../../controls/languages.ts";
import { endpoints } from "../../http/endpoints.ts";
import { cannedRepliesQuery, categoriesQuery, sourcesQuery } from "../../http/queries.ts";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { ListPage } from "../parts/list-page.tsx";
import { notify } from "../parts/notices.tsx";
import { RecordList } from "../parts/record-list.tsx";
import "./canned-replies.css";

/** The texts that agents reach with `/`. */
export function CannedRepliesPage() {
  usePageTitle("Canned replies");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const replies = useQuery(cannedRepliesQuery(null));
  const categories = useQuery(categoriesQuery);
  const sources = useQuery(sourcesQuery);
  const [doomed, setDoomed] = useState<CannedReply | null>(null);
  const make = () => void navigate({ to: "/admin/canned-replies/$replyId", params: { replyId: "new" } });
  const remove = async () => {
    if (doomed === null) return;
    await endpoints.cannedReplies.remove(doomed.id);
    notify(`“${doomed.title}” is deleted.`);
    await queryClient.invalidateQueries({ queryKey: ["canned_replies"] });
  };
  const labelsOf = (ids: readonly string[], rows: readonly { id: string; label: string }[] = []) =>
    rows.filter(({ id }) => ids.includes(id)).map(({ label }) => label);
  const sayWhere = ({ language, category_ids, source_ids }: CannedReply) =>
    [
      language === null ? null : nameLanguage(language),
      ...labelsOf(category_ids, categories.data),
      ...(source_ids.length === 0 ? ["every source"] : labelsOf(source_ids, sources.data)),
    ]
      .filter((word) => word !== null)
      .join(" · ");
  return (
    <>
      <ListPage
        title="Canned replies"
        about="Texts that agents send often. At the desk, / and a few letters bring them into the message."
        query={replies}
        textOf={({ title, shortcut, body }) => `${title} /${shortcut} ${body}`}
        onNew={make}
        action={
          <Button leftSection={<IconPlus size={15} />} onClick={make}>
            New reply
          </Button>
        }
        empty={
          <>
            <p className="list-empty-title">No canned reply yet</p>
            <p>Write the answer that is given most often, such as how long delivery takes.</p>
          </>
        }
      >
        {(rows) => (
          <RecordList
            name="Canned replies"
            rows={rows.map((reply) => ({ ...reply, label: reply.title }))}
            onDelete={setDoomed}
            renderWords={(reply) => (
              <>
                <Link to="/admin/canned-replies/$replyId" params={{ replyId: reply.id }} className="record-label">
                  {reply.title} <code className="reply-shortcut">/{reply.shortcut}</code>
                </Link>
                <p className="record-text reply-body">{reply.body}</p>
                <p className="record-about">{sayWhere(reply)}</p>
              </>
            )}
          />
        )}
      </ListPage>
      <ConfirmDialog
        title={doomed === null ? "Delete?" : `Delete “${doomed.title}”?`}
        opened={doomed !== null}
        action="Delete"
        onConfirm={remove}
        onClose={() => setDoomed(null)}
      >
        <p>Agents can no longer choose it. What was sent with it stays.</p>
      </ConfirmDialog>
    </>
  );
}
