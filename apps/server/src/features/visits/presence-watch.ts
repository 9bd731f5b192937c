import type { VisitorContext } from "@beckon/protocol";
import type { Hints } from "../../delivery/hints.ts";
import type { Database } from "../../platform/database/index.ts";
import { listPageViews } from "./visits.store.ts";

export interface SeenVisitor {
  online: boolean;
  visited: VisitorContext | null;
}

/**
 * Follows where a visitor is, over all its browsers: from the last stored page view, then from what the browsers'
 * sessions say of themselves, wherever they are connected. Returns the function that ends it.
 */
export async function watchVisitor(
  database: Database,
  hints: Hints,
  visitor: { domainId: string; identityId: string },
  onChange: (seen: SeenVisitor) => void,
): Promise<() => void> {
  const present = new Set<string>();
  let visited: VisitorContext | null = null;
  const tell = () => onChange({ online: present.size > 0, visited });

  const stop = hints.onVisitor(visitor.domainId, visitor.identityId, (hint) => {
    if (hint.kind === "visitor_present") {
      present.add(hint.sessionId);
      visited = hint.visited ?? visited;
    } else {
      present.delete(hint.sessionId);
    }
    tell();
  });
  await hints.settled();
  const [last] = await listPageViews(database, visitor.domainId, visitor.identityId, 1);
  if (last !== undefined) visited ??= { page_view: last.pageView, custom_variables: last.customVariables };
  tell();
  hints.toIdentity(visitor.domainId, visitor.identityId, { kind: "presence_asked" });
  return stop;
}
