import type { Condition, LoaderTrigger } from "@beckon/protocol";
import { applyOperation, freshVisitStore, type VisitStore } from "@beckon/targeting";

const BEGAN_MS = Date.UTC(2026, 0, 5, 10);
const PAGE_MS = 20_000;

export const pageIdOf = (page: number): string => `page-${page}`;
export const momentOf = (page: number): number => BEGAN_MS + page * PAGE_MS;

/** A visit of so many pages, as the manager records it. */
export function makeVisit(pages: number): VisitStore {
  let store = freshVisitStore(0.5);
  for (let page = 0; page < pages; page += 1) {
    store = applyOperation(store, {
      kind: "page_view_started",
      atMs: momentOf(page),
      pageViewId: pageIdOf(page),
      utcOffsetMinutes: 60,
      visible: true,
      values: {
        page_url: `https://shop.example/dresses/${page}-pink-dress?colour=rosé`,
        page_path: `/dresses/${page}-pink-dress?colour=rosé`,
        page_title: `Pink dress number ${page}`,
        custom_cart_amount: page * 10,
      },
    });
  }
  return store;
}

const trigger = (index: number, conditions: Condition[]): LoaderTrigger => ({
  id: `trigger-${index}`,
  label: `Trigger ${index}`,
  conditions,
  actions: { show_chat: "open", item_ids: [], automatic_message_id: null, hide_items: false },
  after: { no_other_trigger: false, once_per_visit: false },
  only_if_agents_available: false,
  holdout_share: 0,
  category_ids: [],
  language: null,
});

const condition = (
  criterion: Condition["criterion"],
  position: NonNullable<Condition["position"]>,
  operator: Condition["operator"],
  value: string | number,
): Condition => ({ criterion, position, operator, value });

/** As shops write them: where the visitor is and was, how long, what the cart holds; each trigger begins at another one. */
export function makeUsualTriggers(count: number, conditionCount: number): LoaderTrigger[] {
  return Array.from({ length: count }, (_, index) => {
    const pool = [
      condition("page_path", "current", "contains", `/order/${index}`),
      condition("page_url", "previous", "contains", "/dresses/, /cart"),
      condition("page_visit_count", "current", "gte", (index % 9) + 2),
      condition("page_title", "among_previous_3", "contains", `number ${index}`),
      condition("custom_cart_amount", "any", "gte", 40 + index * 10),
      condition("visit_duration", "current", "gte", 30),
      condition("page_path", "first", "starts_with", "/dresses/0-"),
      condition("page_url", "any_previous", "not_contains", `/returns/${index}`),
    ];
    return trigger(
      index,
      Array.from({ length: conditionCount }, (_, at) => pool[(index + at) % pool.length]).filter(
        (one) => one !== undefined,
      ),
    );
  });
}

/**
 * The dearest there are: all have to be looked at to their last condition, those before hold only on the earliest pages
 * that their positions reach, and the last one holds nowhere.
 */
export function makeDearTriggers(count: number, conditionCount: number): LoaderTrigger[] {
  const holding = [
    condition("page_path", "any_previous", "contains", "/dresses/1-"),
    condition("page_title", "any", "contains", "Pink dress number 1"),
    condition("custom_cart_amount", "current", "gte", 40),
    condition("page_visit_count", "current", "gte", 2),
  ];
  return Array.from({ length: count }, (_, index) =>
    trigger(index, [
      ...holding.slice(0, conditionCount - 1),
      condition("page_url", "any", "contains", `/nowhere-${index}/`),
    ]),
  );
}
