import type { ThreadSummary } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { holdsAny, useMe } from "../../application/session.ts";
import { endpoints } from "../../http/endpoints.ts";

/** What can be done with all that is stored of a visitor. Absent for whoever may do nothing of it. */
export function VisitorPrivacy({ identity }: { identity: ThreadSummary["identity"] }) {
  const me = useMe();
  if (!holdsAny(me, ["export_identity"])) return null;
  return (
    <section className="visitor-section">
      <h3>Personal data</h3>
      <div className="visitor-actions">
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
      </div>
    </section>
  );
}
