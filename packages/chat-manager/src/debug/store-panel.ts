import { type Facts, type Moment, ordinalOf, readAllValues } from "@beckon/targeting";
import { make } from "./make-element.ts";

const titleOf = (facts: Facts, index: number): string => {
  const { page_title, page_url } = facts.visit.pageViews[index]?.values ?? {};
  const here = index === facts.current ? " (this page)" : "";
  return `${ordinalOf(facts.visit, index)}. ${page_title || page_url || "Untitled"}${here}`;
};

const valuesOf = (facts: Facts, index: number, now: Moment): HTMLElement => {
  const rows = Object.entries(readAllValues(facts, index, now)).map(([name, value]) => {
    const heading = make("th", "", name);
    heading.scope = "row";
    return make(
      "tr",
      "",
      heading,
      make("td", value === undefined ? "none" : "", value === undefined ? "–" : `${value}`),
    );
  });
  return make("table", "", make("tbody", "", ...rows));
};

/** Every value that conditions see, page by page, the latest first. `isOpen`: by the page view's id. */
export const storePanel = (facts: Facts, now: Moment, isOpen: Map<string, boolean>): HTMLElement => {
  const { pageViews } = facts.visit;
  const pages = pageViews.map((view, index) => {
    const page = make("details", "", make("summary", "", titleOf(facts, index)), valuesOf(facts, index, now));
    page.open = isOpen.get(view.id) ?? index === facts.current;
    page.addEventListener("toggle", () => isOpen.set(view.id, page.open));
    return page;
  });
  const total = `${facts.visit.pageViewCount} page views in this visit, the visitor’s number ${facts.store.visitCount}.`;
  return make("div", "", make("p", "", total), ...pages.reverse());
};
