import type { Position } from "@beckon/protocol";
import type { ConditionReport, SeenOnPage, TriggerReport } from "@beckon/targeting";
import { IconCheck, IconX } from "@tabler/icons-react";
import { type Catalogue, sayValue } from "../triggers/say-trigger.decisions.ts";
import {
  isPerPage,
  kindOfCriterion,
  nameCriterion,
  nameOperator,
  positionNames,
} from "../triggers/trigger-words.decisions.ts";

/** Each condition with what it saw: the page that matched first, the others of its position on demand. */
export function ConditionReports({ report, catalogue }: { report: TriggerReport; catalogue: Catalogue }) {
  if (report.conditions.length === 0) return <p className="list-note">It has no condition: it is always met.</p>;
  return (
    <ul className="reports">
      {report.conditions.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no other name than their place.
        <Report key={index} report={condition} catalogue={catalogue} />
      ))}
    </ul>
  );
}

function Report({ report, catalogue }: { report: ConditionReport; catalogue: Catalogue }) {
  const { condition, holds, pages, matched } = report;
  const { customVariables } = catalogue;
  const { criterion, operator, value } = condition;
  const position: Position = condition.position ?? "current";
  const shown = matched ?? pages[0];
  const others = pages.filter((page) => page !== shown);
  const needsValue = operator !== "present" && operator !== "not_present";
  return (
    <li className="report" data-holds={holds}>
      {holds ? <IconCheck size={16} aria-hidden="true" /> : <IconX size={16} aria-hidden="true" />}
      <div className="report-words">
        <p>
          <span className="visually-hidden">{holds ? "Holds: " : "Does not hold: "}</span>
          <strong>{nameCriterion(criterion, customVariables)}</strong>
          {isPerPage(criterion) && shown !== undefined && (
            <span className="report-page">
              {" "}
              {shown.ordinal === null ? `${positionNames[position]} (there is none)` : `on page ${shown.ordinal}`}
            </span>
          )}{" "}
          {shown !== undefined && <Seen page={shown} criterion={criterion} catalogue={catalogue} />}{" "}
          <span className="report-test">
            {nameOperator(operator, kindOfCriterion(criterion, customVariables))}
            {needsValue && ` ${sayValue(criterion, value, customVariables)}`}
          </span>
        </p>
        {others.length > 0 && (
          <details className="report-others">
            <summary>
              {others.length === 1 ? "1 other page" : `${others.length} other pages`} of “{positionNames[position]}”
            </summary>
            <ol>
              {others.map((page) => (
                <li key={page.pageViewId} data-holds={page.holds}>
                  {page.holds ? "✓" : "✗"} page {page.ordinal}:{" "}
                  <Seen page={page} criterion={criterion} catalogue={catalogue} />
                </li>
              ))}
            </ol>
          </details>
        )}
      </div>
    </li>
  );
}

function Seen({ page, criterion, catalogue }: { page: SeenOnPage; criterion: string; catalogue: Catalogue }) {
  return (
    <span className="report-seen">
      {page.seen === undefined ? "no value" : sayValue(criterion, page.seen, catalogue.customVariables)}
    </span>
  );
}
