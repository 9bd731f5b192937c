import type { CustomVariables, PageView } from "@beckon/protocol";
import { LIMITS } from "@beckon/protocol/constants";
import type { PageViewRecord } from "@beckon/targeting";

/** A page view as agents see it, within what the wire takes. */
export const visitedOf = ({
  id,
  startedAtMs,
  values,
}: PageViewRecord): { pageView: PageView; customVariables: CustomVariables } => ({
  pageView: {
    id,
    url: String(values.page_url ?? "").slice(0, LIMITS.urlLength),
    title: String(values.page_title ?? "").slice(0, LIMITS.titleLength),
    started_at: new Date(startedAtMs).toISOString(),
  },
  customVariables: Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => name.startsWith("custom_"))
      .slice(0, LIMITS.keyedValues),
  ),
});
