import type { ConditionReport, SeenOnPage, TriggerReport } from "@beckon/targeting";
import { make } from "./make-element.ts";

const words = (name: string): string => name.replaceAll("_", " ");

const onPage = ({ ordinal, seen }: SeenOnPage): string =>
  ordinal === null ? "no such page" : `page ${ordinal}: ${seen === undefined ? "no value" : `“${seen}”`}`;

const mark = (holds: boolean): HTMLElement => {
  const sign = make("span", holds ? "true" : "false", holds ? "✓ true" : "✗ false");
  return sign;
};

const conditionLine = ({ condition, holds, pages, matched }: ConditionReport): HTMLElement => {
  const { criterion, position = "current", operator, value } = condition;
  const wanted = value === undefined || value === null ? "" : ` “${value}”`;
  const sentence = `${words(criterion)} · ${words(position)} · ${words(operator)}${wanted}`;
  const seen = matched ? `matched on ${onPage(matched)}` : pages.map(onPage).join(" · ");
  return make("li", "", mark(holds), ` ${sentence}`, make("div", "seen", seen));
};

/** What stands between the trigger and its turn, beside its conditions. */
const standing = ({ gate, heldOut }: TriggerReport): string => {
  if (gate === "excluded") return "Another trigger allows no other one in this visit.";
  if (gate === "used") return "It was activated in this visit, and is so only once.";
  if (gate === "passed") return "It was activated on this page.";
  return heldOut ? "This visitor is of the share that it is never offered to." : "";
};

const triggerCard = (report: TriggerReport): HTMLElement => {
  const conditions = report.conditions[0]
    ? make("ol", "", ...report.conditions.map(conditionLine))
    : make("p", "", "No conditions: always met.");
  const card = make("section", "", make("h3", "", mark(report.conditionsHold), ` ${report.trigger.label}`), conditions);
  const note = standing(report);
  if (note) card.append(make("p", "note", note));
  return card;
};

/** Each trigger in its order, with each condition, the value seen and the page that matched. */
export const whyPanel = (reports: readonly TriggerReport[], isEngaged: boolean): HTMLElement =>
  make(
    "div",
    "",
    ...(isEngaged ? [make("p", "note", "The visitor has engaged: no trigger is activated.")] : []),
    ...(reports[0] ? reports.map(triggerCard) : [make("p", "", "This source has no active trigger.")]),
  );
