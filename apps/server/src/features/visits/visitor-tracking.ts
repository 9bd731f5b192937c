import type { CustomVariables, PageView, VisitorContext } from "@beckon/protocol";
import type { Hints } from "../../delivery/hints.ts";
import type { VisitorSession } from "../../delivery/session.ts";
import { assertWritable, type Database } from "../../platform/database/index.ts";
import { writePageView } from "./visits.store.ts";

/**
 * Where one browser of a visitor is, told to whoever watches one of the visitor's threads. The page views are
 * stored; that the visitor is here is not: it is known by the connection alone.
 */
export interface VisitorTracking {
  /** Says that the visitor is here, and where. Also the answer to "who is here?". */
  announce(): void;
  viewPage(viewed: { page_view: PageView; custom_variables: CustomVariables }): Promise<void>;
  leave(): void;
}

export function trackVisitor(database: Database, hints: Hints, session: VisitorSession): VisitorTracking {
  let visited: VisitorContext | null = null;
  let hasLeft = false;

  function announce(): void {
    // A connection may end while it is still being welcomed: nobody is told of a visitor who has gone.
    if (hasLeft) return;
    hints.toVisitorWatchers(session.domainId, session.identity.id, {
      kind: "visitor_present",
      sessionId: session.id,
      visited,
    });
  }

  return {
    announce,
    async viewPage({ page_view, custom_variables }) {
      visited = { page_view, custom_variables };
      announce();
      assertWritable(database);
      const visitor = { domainId: session.domainId, identityId: session.identity.id, sourceId: session.sourceId };
      await writePageView(database, visitor, page_view, custom_variables);
    },
    leave() {
      hasLeft = true;
      hints.toVisitorWatchers(session.domainId, session.identity.id, { kind: "visitor_absent", sessionId: session.id });
    },
  };
}
