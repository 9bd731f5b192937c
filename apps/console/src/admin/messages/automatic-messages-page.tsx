import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { usePageTitle } from "../../application/page-title.ts";
import { automaticMessagesQuery, triggersQuery } from "../../http/queries.ts";
import { ListPage } from "../parts/list-page.tsx";
import { RecordList } from "../parts/record-list.tsx";
import { useRecordRemoval } from "../parts/use-record-removal.ts";
import { useSource } from "../parts/use-source.ts";

export function AutomaticMessagesPage() {
  const source = useSource();
  usePageTitle(`Automatic messages · ${source.label}`);
  const navigate = useNavigate();
  const messages = useQuery(automaticMessagesQuery(source.id));
  const triggers = useQuery(triggersQuery(source.id));
  const remove = useRecordRemoval("automatic_messages");
  const make = () =>
    void navigate({
      to: "/admin/sources/$sourceId/automatic-messages/$messageId",
      params: { sourceId: source.id, messageId: "new" },
    });
  const usersOf = (id: string) =>
    (triggers.data ?? []).filter(({ actions }) => actions.automatic_message_id === id).map(({ label }) => `“${label}”`);
  return (
    <ListPage
      title="Automatic messages"
      about="What a trigger says first, as if an agent had written it. One text is never sent twice to the same visitor."
      query={messages}
      textOf={({ label, body }) => `${label} ${body}`}
      onNew={make}
      action={
        <Button leftSection={<IconPlus size={15} />} onClick={make}>
          New message
        </Button>
      }
      empty={
        <>
          <p className="list-empty-title">No automatic message yet</p>
          <p>Write one, such as “Do you need help with your order?”, and let a trigger that opens the chat send it.</p>
        </>
      }
    >
      {(rows) => (
        <RecordList
          name="Automatic messages"
          rows={rows}
          onDelete={(row) => void remove(row)}
          renderWords={({ id, label, body }) => (
            <>
              <Link
                to="/admin/sources/$sourceId/automatic-messages/$messageId"
                params={{ sourceId: source.id, messageId: id }}
                className="record-label"
              >
                {label}
              </Link>
              <p className="record-text">{body}</p>
              {triggers.isSuccess && (
                <p className="record-about">
                  {usersOf(id).length === 0 ? "No trigger sends it" : `Sent by ${usersOf(id).join(", ")}`}
                </p>
              )}
            </>
          )}
        />
      )}
    </ListPage>
  );
}
