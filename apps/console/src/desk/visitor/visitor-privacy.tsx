import type { ThreadSummary } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconDownload, IconEraser, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { holdsAny, useMe } from "../../application/session.ts";
import { endpoints } from "../../http/endpoints.ts";
import { EraseDialog } from "./erase-dialog.tsx";
import type { ErasureKind } from "./erasure-words.decisions.ts";

/** What can be done with all that is stored of a visitor. Absent for whoever may do nothing of it. */
export function VisitorPrivacy({ identity }: { identity: ThreadSummary["identity"] }) {
  const me = useMe();
  const [asked, setAsked] = useState<ErasureKind | null>(null);
  const [mayExport, mayErase] = [holdsAny(me, ["export_identity"]), holdsAny(me, ["anonymize_identity"])];
  if (!mayExport && !mayErase) return null;
  return (
    <section className="visitor-section">
      <h3>Personal data</h3>
      <div className="visitor-actions">
        {mayExport && (
          <Button
            component="a"
            href={endpoints.identityExportPath(identity.id)}
            download
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
          >
            Export
          </Button>
        )}
        {mayErase && (
          <>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconEraser size={14} />}
              onClick={() => setAsked("anonymise")}
            >
              Anonymise
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconTrash size={14} />}
              onClick={() => setAsked("delete")}
            >
              Delete
            </Button>
          </>
        )}
      </div>
      {asked !== null && <EraseDialog kind={asked} identity={identity} onClose={() => setAsked(null)} />}
    </section>
  );
}
