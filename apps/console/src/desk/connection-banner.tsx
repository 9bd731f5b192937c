import { Button } from "@mantine/core";
import { useNow } from "../controls/use-now.ts";
import { disconnectedSinceMs } from "./connection/connection-state.ts";
import { useDesk } from "./desk-provider.tsx";

/** A short interruption heals unseen; only what lasts is worth a line. */
const QUIET_MS = 4_000;

export function ConnectionBanner() {
  const connection = useDesk((state) => state.connection);
  const waiting = useDesk((state) => state.outbox.filter((message) => message.status.kind === "waiting").length);
  const sinceMs = disconnectedSinceMs(connection);
  const nowMs = useNow(1_000, sinceMs !== null);
  if (connection.kind === "ended" && connection.reason === "version_unsupported") {
    return (
      <div className="banner" role="status">
        Beckon has been updated. Reload to go on; nothing you wrote is lost.
        <Button size="compact-xs" variant="default" onClick={() => location.reload()}>
          Reload
        </Button>
      </div>
    );
  }
  if (sinceMs === null || nowMs - sinceMs < QUIET_MS) return null;
  return (
    <div className="banner" role="status">
      {waiting === 0
        ? "You are offline. What you write is kept, and sent when the connection is back."
        : `You are offline. ${waiting === 1 ? "1 message is" : `${waiting} messages are`} kept, and sent when the connection is back.`}
    </div>
  );
}
