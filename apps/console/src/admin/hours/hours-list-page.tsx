import type { TimeSheet } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { usePageTitle } from "../../application/page-title.ts";
import { endpoints } from "../../http/endpoints.ts";
import { timeSheetsQuery } from "../../http/queries.ts";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { ListPage } from "../parts/list-page.tsx";
import { notify } from "../parts/notices.tsx";
import { RecordList } from "../parts/record-list.tsx";
import { sayWeek } from "./hours-draft.decisions.ts";
import "./hours.css";

/** When somebody is there, by source. */
export function HoursListPage() {
  usePageTitle("Business hours");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const sheets = useQuery(timeSheetsQuery);
  const [leaving, setLeaving] = useState<TimeSheet | null>(null);
  const make = () => void navigate({ to: "/admin/business-hours/$sheetId", params: { sheetId: "new" } });
  const remove = async () => {
    if (leaving === null) return;
    await endpoints.timeSheets.remove(leaving.id);
    notify(`“${leaving.label}” is deleted.`);
    await queryClient.invalidateQueries({ queryKey: timeSheetsQuery.queryKey });
  };
  return (
    <>
      <ListPage
        title="Business hours"
        about="When somebody is there to answer. Rules can ask whether it is open in a conversation's source."
        query={sheets}
        textOf={({ label }) => label}
        onNew={make}
        action={
          <Button leftSection={<IconPlus size={15} />} onClick={make}>
            New business hours
          </Button>
        }
        empty={
          <>
            <p className="list-empty-title">No business hours yet</p>
            <p>Every source counts as always open. Write down the first hours, such as Office.</p>
          </>
        }
      >
        {(rows) => (
          <RecordList
            name="Business hours"
            rows={rows}
            onDelete={setLeaving}
            renderWords={(sheet) => (
              <>
                <Link to="/admin/business-hours/$sheetId" params={{ sheetId: sheet.id }} className="record-label">
                  {sheet.label}
                </Link>
                <p className="record-about">
                  <span className="hours-state" data-open={sheet.open_now}>
                    {sheet.open_now ? "Open now" : "Closed now"}
                  </span>{" "}
                  · {sayWeek(sheet)}
                </p>
              </>
            )}
          />
        )}
      </ListPage>
      <ConfirmDialog
        title={`Delete “${leaving?.label ?? ""}”?`}
        opened={leaving !== null}
        action="Delete"
        onConfirm={remove}
        onClose={() => setLeaving(null)}
      >
        <p>Sources that keep these hours count as always open from then on. This cannot be taken back.</p>
      </ConfirmDialog>
    </>
  );
}
