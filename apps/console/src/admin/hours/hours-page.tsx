import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { LoadFailure, Message } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { sourcesQuery, timeSheetsQuery } from "../../http/queries.ts";
import { HoursForm } from "./hours-form.tsx";
import "./hours.css";

/** One time sheet, or a new one. */
export function HoursPage() {
  const { sheetId } = useParams({ from: "/signed-in/admin/section/business-hours/$sheetId" });
  const sheets = useQuery(timeSheetsQuery);
  const sources = useQuery(sourcesQuery);
  const sheet = sheets.data?.find(({ id }) => id === sheetId) ?? null;
  const isNew = sheetId === "new";
  usePageTitle(isNew ? "New business hours" : (sheet?.label ?? "Business hours"));
  const failed = [sheets, sources].find(({ isError, data }) => isError && data === undefined);
  const isReady = sheets.data !== undefined && sources.data !== undefined;
  return (
    <>
      <Link to="/admin/business-hours" className="admin-back">
        <IconArrowLeft size={14} /> Business hours
      </Link>
      <h2 className="list-title record-title">{isNew ? "New business hours" : sheet?.label}</h2>
      {failed?.error != null && <LoadFailure error={failed.error} onRetry={() => void failed.refetch()} />}
      {!isReady && failed === undefined && <LateRows count={6} label="Loading the business hours" />}
      {isReady && sheet === null && !isNew && <Message title="No such hours">They may have been deleted.</Message>}
      {isReady && (sheet !== null || isNew) && <HoursForm key={sheetId} sheet={sheet} sources={sources.data} />}
    </>
  );
}
