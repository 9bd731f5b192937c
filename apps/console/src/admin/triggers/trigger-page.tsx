import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { LoadFailure, Message } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { triggersQuery } from "../../http/queries.ts";
import { useCatalogue } from "../parts/use-catalogue.ts";
import { useSource } from "../parts/use-source.ts";
import { TriggerForm } from "./trigger-form.tsx";
import "./triggers.css";

export function TriggerPage() {
  const { triggerId } = useParams({ from: "/signed-in/admin/sources/$sourceId/triggers/$triggerId" });
  const source = useSource();
  const triggers = useQuery(triggersQuery(source.id));
  const catalogue = useCatalogue(source.id);
  const trigger = triggers.data?.find(({ id }) => id === triggerId) ?? null;
  const isNew = triggerId === "new";
  usePageTitle(`${isNew ? "New trigger" : (trigger?.label ?? "Trigger")} · ${source.label}`);
  return (
    <>
      <Link to="/admin/sources/$sourceId/triggers" params={{ sourceId: source.id }} className="admin-back">
        <IconArrowLeft size={14} /> Triggers
      </Link>
      <h2 className="list-title record-title">{isNew ? "New trigger" : trigger?.label}</h2>
      {triggers.isError && <LoadFailure error={triggers.error} onRetry={() => void triggers.refetch()} />}
      {catalogue.kind === "failed" && <LoadFailure error={catalogue.error} onRetry={catalogue.retry} />}
      {triggers.isSuccess && trigger === null && !isNew && (
        <Message title="No such trigger">It may have been deleted. History can bring it back.</Message>
      )}
      {(triggers.isPending || catalogue.kind === "loading") && <LateRows count={8} label="Loading the trigger" />}
      {triggers.isSuccess && catalogue.kind === "ready" && (trigger !== null || isNew) && (
        <TriggerForm
          key={triggerId}
          source={source}
          trigger={trigger}
          triggers={triggers.data}
          catalogue={catalogue.catalogue}
        />
      )}
    </>
  );
}
