import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { LoadFailure, Message } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { itemsQuery } from "../../http/queries.ts";
import { useSource } from "../parts/use-source.ts";
import { ItemForm } from "./item-form.tsx";
import { ItemUse } from "./item-use.tsx";
import "./items.css";

export function ItemPage() {
  const { itemId } = useParams({ from: "/signed-in/admin/sources/$sourceId/items/$itemId" });
  const source = useSource();
  const items = useQuery(itemsQuery(source.id));
  const item = items.data?.find(({ id }) => id === itemId) ?? null;
  const isNew = itemId === "new";
  usePageTitle(`${isNew ? "New item" : (item?.label ?? "Item")} · ${source.label}`);
  return (
    <>
      <Link to="/admin/sources/$sourceId/items" params={{ sourceId: source.id }} className="admin-back">
        <IconArrowLeft size={14} /> Items
      </Link>
      <h2 className="list-title record-title">{isNew ? "New item" : item?.label}</h2>
      {items.isPending && <LateRows count={8} label="Loading the item" />}
      {items.isError && <LoadFailure error={items.error} onRetry={() => void items.refetch()} />}
      {items.isSuccess && item === null && !isNew && (
        <Message title="No such item">It may have been deleted. History can bring it back.</Message>
      )}
      {items.isSuccess && (item !== null || isNew) && (
        <ItemForm key={itemId} source={source} item={item}>
          {item !== null && <ItemUse item={item} />}
        </ItemForm>
      )}
    </>
  );
}
