import type { VisitorPresence } from "@beckon/protocol";
import { safeWebAddress } from "../../controls/safe-web-address.ts";
import { sayDuration } from "../../controls/times.ts";
import { useNow } from "../../controls/use-now.ts";
import { useDesk } from "../desk-provider.tsx";

/** The page that the visitor is on, and for how long; live. */
export function CurrentPage({ presence }: { presence: VisitorPresence | undefined }) {
  const serverAheadMs = useDesk((state) => state.serverAheadMs);
  const pageView = presence?.online ? presence.visited?.page_view : undefined;
  const nowMs = useNow(1_000, pageView !== undefined);
  if (presence === undefined) return <p className="visitor-quiet">Not known at the moment.</p>;
  if (!presence.online) return <p className="visitor-quiet">Not on the website.</p>;
  if (pageView === undefined) return <p className="visitor-quiet">On the website.</p>;
  const address = safeWebAddress(pageView.url);
  return (
    <div className="current-page">
      <p className="current-page-title">{pageView.title || address?.path || pageView.url}</p>
      {address !== null && (
        <a href={address.href} target="_blank" rel="noopener noreferrer nofollow" className="truncated">
          {address.short}
        </a>
      )}
      <p className="visitor-quiet current-page-time">
        for {sayDuration(nowMs + serverAheadMs - Date.parse(pageView.started_at))}
      </p>
    </div>
  );
}
