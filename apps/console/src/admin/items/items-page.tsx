import type { Item, Trigger } from "@beckon/protocol";
import { Button, Modal } from "@mantine/core";
import { IconCopy, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { usePageTitle } from "../../application/page-title.ts";
import { endpoints } from "../../http/endpoints.ts";
import { itemsQuery, refreshSource, triggersQuery } from "../../http/queries.ts";
import { ListPage } from "../parts/list-page.tsx";
import { notify } from "../parts/notices.tsx";
import { RowButton } from "../parts/row-button.tsx";
import { useRecordRemoval } from "../parts/use-record-removal.ts";
import { useSource } from "../parts/use-source.ts";
import { placementNames } from "./item-draft.decisions.ts";
import "./items.css";

export function ItemsPage() {
  const source = useSource();
  usePageTitle(`Items · ${source.label}`);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const items = useQuery(itemsQuery(source.id));
  const triggers = useQuery(triggersQuery(source.id));
  const remove = useRecordRemoval("items");
  const [asked, setAsked] = useState<Item | null>(null);
  const usersOf = ({ id }: Item) => (triggers.data ?? []).filter(({ actions }) => actions.item_ids.includes(id));
  const make = () =>
    void navigate({ to: "/admin/sources/$sourceId/items/$itemId", params: { sourceId: source.id, itemId: "new" } });
  const duplicate = async ({ id, label }: Item) => {
    try {
      await endpoints.duplicate<Item>("items", id);
      notify(`“${label}” has a copy.`);
    } catch (error) {
      notify(error instanceof Error ? error.message : "That could not be copied.");
    }
    await refreshSource(queryClient, source.id);
  };
  return (
    <>
      <ListPage
        title="Items"
        about="Buttons and invitations of the catalogue: what triggers show. Each is HTML and CSS of its own."
        query={items}
        textOf={({ label }) => label}
        onNew={make}
        action={
          <Button leftSection={<IconPlus size={15} />} onClick={make}>
            New item
          </Button>
        }
        empty={
          <>
            <p className="list-empty-title">No item yet</p>
            <p>Make a button first: it is what visitors press to open the chat. Then let a trigger show it.</p>
          </>
        }
      >
        {(rows) => (
          <ul className="record-list" aria-label="Items">
            {rows.map((item) => (
              <li key={item.id} className="record-row">
                <div className="record-words">
                  <Link
                    to="/admin/sources/$sourceId/items/$itemId"
                    params={{ sourceId: source.id, itemId: item.id }}
                    className="record-label"
                  >
                    {item.label}
                  </Link>
                  <p className="record-about">
                    {item.type === "button" ? "Button" : "Invitation"} ·{" "}
                    {(placementNames[item.type][item.placement.kind] ?? item.placement.kind).toLowerCase()}
                    {item.online_offline && " · online and offline"}
                  </p>
                  {triggers.isSuccess && <p className="record-about">{sayUsers(usersOf(item))}</p>}
                </div>
                <div className="row-actions">
                  <RowButton label={`Duplicate ${item.label}`} hint="Duplicate" onClick={() => void duplicate(item)}>
                    <IconCopy size={16} />
                  </RowButton>
                  <RowButton
                    label={`Delete ${item.label}`}
                    hint="Delete"
                    onClick={() => (usersOf(item).length > 0 ? setAsked(item) : void remove(item))}
                  >
                    <IconTrash size={16} />
                  </RowButton>
                </div>
              </li>
            ))}
          </ul>
        )}
      </ListPage>
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={`Delete “${asked?.label ?? ""}”?`}
        size="sm"
        centered
        lockScroll={false}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <p>{asked !== null && sayUsers(usersOf(asked))}. Without it they show nothing in its place.</p>
        <div className="dialog-foot">
          <Button variant="default" data-autofocus onClick={() => setAsked(null)}>
            Keep it
          </Button>
          <Button
            color="red"
            onClick={() => {
              if (asked !== null) void remove(asked);
              setAsked(null);
            }}
          >
            Delete
          </Button>
        </div>
      </Modal>
    </>
  );
}

function sayUsers(triggers: readonly Trigger[]): string {
  return triggers.length === 0
    ? "No trigger shows it"
    : `Shown by ${triggers.map(({ label }) => `“${label}”`).join(", ")}`;
}
