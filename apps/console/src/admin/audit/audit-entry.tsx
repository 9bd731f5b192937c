import type { AuditEvent } from "@beckon/protocol";
import { sayClock, sayFull } from "../../controls/times.ts";
import { diffOf, type SayEntry } from "../history/diff.decisions.ts";
import { Differences } from "../history/differences.tsx";
import { sayAction } from "./say-event.decisions.ts";

interface AuditEntryProps {
  event: AuditEvent;
  /** Set on the first entry of a day. */
  day: string | null;
  say: SayEntry;
}

export function AuditEntry({ event, day, say }: AuditEntryProps) {
  const { user, object, before, after, created_at } = event;
  const differences = diffOf(before, after, say);
  const who = user?.name ?? "Beckon";
  return (
    <li className="history-entry">
      {day !== null && <h3 className="history-day">{day}</h3>}
      <article className="history-card" aria-label={`${who} ${sayAction(event)} “${object.label}”`}>
        <div className="history-head">
          <p>
            <strong>{who}</strong> {sayAction(event)} <strong>“{object.label}”</strong>
          </p>
          <time dateTime={created_at} title={sayFull(created_at)}>
            {sayClock(created_at)}
          </time>
        </div>
        {differences.length > 0 && <Differences differences={differences} folded={before === null || after === null} />}
      </article>
    </li>
  );
}
