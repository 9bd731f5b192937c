import type { CustomVariables, PageView } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";

/** Writes the page an engaged visitor is on, unless nothing is taken of them any more; the same page view again replaces its title and variables. */
export async function writePageView(
  executor: Executor,
  visitor: { domainId: string; identityId: string; sourceId: string },
  pageView: PageView,
  customVariables: CustomVariables,
): Promise<void> {
  await executor.query({
    name: "page_view_write",
    text: `insert into page_views (domain_id, id, identity_id, source_id, url, title, custom_variables, started_at)
           select $1, $2, visitor.id, $4, $5, $6, $7, $8 from (
             select id from identities where domain_id = $1 and id = $3 and anonymized_at is null for key share
           ) as visitor
           on conflict (domain_id, id) do update
             set url = excluded.url, title = excluded.title, custom_variables = excluded.custom_variables
             where page_views.identity_id = excluded.identity_id`,
    values: [
      visitor.domainId,
      pageView.id,
      visitor.identityId,
      visitor.sourceId,
      pageView.url,
      pageView.title,
      JSON.stringify(customVariables),
      pageView.started_at,
    ],
  });
}

interface PageViewRow {
  id: string;
  url: string;
  title: string;
  custom_variables: CustomVariables;
  started_at: Date;
}

/** The visitor's newest page views, newest first. */
export async function listPageViews(
  executor: Executor,
  domainId: string,
  identityId: string,
  limit: number,
): Promise<{ pageView: PageView; customVariables: CustomVariables }[]> {
  const result = await executor.query<PageViewRow>({
    name: "page_views_list",
    text: `select id, url, title, custom_variables, started_at from page_views
           where domain_id = $1 and identity_id = $2 order by started_at desc, id desc limit $3`,
    values: [domainId, identityId, limit],
  });
  return result.rows.map((row) => ({
    pageView: { id: row.id, url: row.url, title: row.title, started_at: row.started_at.toISOString() },
    customVariables: row.custom_variables,
  }));
}
