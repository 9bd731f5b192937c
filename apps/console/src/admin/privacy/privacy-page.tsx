import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { LoadFailure } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { holdsAny, useMe } from "../../application/session.ts";
import { settingsQuery } from "../../http/queries.ts";
import "./privacy.css";
import { RetentionForm } from "./retention-form.tsx";

/** What the log is searched for, and what is then found. */
const told = [
  ["identity_exported", "Visitors whose data was exported"],
  ["identity_anonymised", "Visitors who were anonymised"],
  ["identity_deleted", "Visitors who were deleted"],
  ["retention_applied", "What went by itself"],
  ["settings_changed", "Who changed these periods"],
] as const;

/** How long what is kept, and where it is told what went. */
export function PrivacyPage() {
  usePageTitle("Privacy");
  const mayReadLog = holdsAny(useMe(), ["read_event"]);
  const settings = useQuery(settingsQuery);
  return (
    <>
      <h2 className="list-title">Privacy</h2>
      <p className="list-about">
        How long conversations, visitors and the audit log are kept. A single visitor is exported, anonymised and
        deleted at the desk, beside the conversation.
      </p>
      {settings.isPending && <LateRows count={4} label="Loading the periods" />}
      {settings.isError && <LoadFailure error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.data !== undefined && <RetentionForm settings={settings.data} />}
      {mayReadLog && (
        <section className="privacy-log" aria-label="In the audit log">
          <h3 className="part-title">In the audit log</h3>
          <ul>
            {told.map(([words, name]) => (
              <li key={words}>
                <Link to="/admin/audit-log" search={{ words }}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
