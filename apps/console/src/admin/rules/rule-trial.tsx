import type { ActionForecast, RuleAction, RuleTrialAnswer, RuleTrialOutcome } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { sayFull } from "../../controls/times.ts";
import { endpoints } from "../../http/endpoints.ts";
import {
  bodyOfRule,
  type ConditionDraft,
  findUnfinished,
  type Nameable,
  type RuleFields,
} from "./rule-draft.decisions.ts";
import { criterionNames, isChosen, sayAction } from "./rule-words.decisions.ts";

interface RuleTrialProps {
  draft: RuleFields;
  known: Nameable;
  labelOf: (id: string) => string | null;
}

interface Tried {
  answer: RuleTrialAnswer;
  asked: string;
  conditions: readonly ConditionDraft[];
  actions: readonly RuleAction[];
}

/** What the rule, as it stands in the form, would have made of the newest threads. */
export function RuleTrial({ draft, known, labelOf }: RuleTrialProps) {
  const { event, source_ids, conditions, actions } = bodyOfRule(draft, known.fields);
  const trial = { event, source_ids, conditions, actions };
  const asked = JSON.stringify(trial);
  const tried = useMutation<Tried>({
    mutationFn: async () => ({
      answer: await endpoints.rules.try(trial),
      asked,
      conditions: draft.conditions,
      actions,
    }),
  });
  const isIncomplete = Object.keys(findUnfinished(draft)).length > 0;
  const isStale = tried.data !== undefined && tried.data.asked !== asked;
  return (
    <section className="rule-trial" aria-label="Test against past threads">
      <header className="rule-trial-head">
        <div>
          <h3>Test against past threads</h3>
          <p className="list-about">
            The newest 50 as they are now, with the clock of when the visitor wrote. Nothing is changed.
          </p>
        </div>
        <Button variant="default" disabled={isIncomplete} loading={tried.isPending} onClick={() => tried.mutate()}>
          Test
        </Button>
      </header>
      {isIncomplete && <p className="list-note">Complete the conditions and actions first.</p>}
      {tried.isError && (
        <p className="form-error" role="alert">
          {tried.error.message}
        </p>
      )}
      {isStale && <p className="list-note">The rule was changed since: test it again.</p>}
      {tried.data !== undefined && !tried.isPending && (
        <Outcomes {...tried.data} records={tried.data.answer.records} labelOf={labelOf} />
      )}
    </section>
  );
}

interface OutcomesProps {
  records: readonly RuleTrialOutcome[];
  conditions: readonly ConditionDraft[];
  actions: readonly RuleAction[];
  labelOf: (id: string) => string | null;
}

const forecastMarks: Readonly<Record<ActionForecast["would"], string>> = { act: "✓", pass: "–", fail: "✗" };

function Outcomes({ records, conditions, actions, labelOf }: OutcomesProps) {
  if (records.length === 0) return <p className="list-empty">There is no thread yet in these sources.</p>;
  const acted = records.filter(({ holds }) => holds).length;
  return (
    <>
      <p role="status" className="rule-trial-sum">
        It would have acted on {acted} of {records.length}.
      </p>
      <ul className="record-list" aria-label="Past threads">
        {records
          .toSorted((left, right) => Number(right.holds) - Number(left.holds))
          .map((record) => (
            <li key={record.thread_id} className="record-row rule-outcome" data-holds={record.holds}>
              {record.holds ? <IconCheck size={16} aria-label="Acts" /> : <IconX size={16} aria-label="Does not act" />}
              <div className="record-words">
                <Link
                  to="/desk/threads/$threadId"
                  params={{ threadId: record.thread_id }}
                  className="rule-outcome-name"
                >
                  {record.visitor_name}
                </Link>
                <p className="record-about">
                  {record.source_label} · {sayFull(record.occurred_at)}
                </p>
                <p className="rule-outcome-message">{record.message}</p>
                <ul className="rule-outcome-reasons">
                  {conditions.map(({ key, criterion, name }, index) => {
                    const verdict = record.conditions[index];
                    if (verdict === undefined) return null;
                    const seen = verdict.seen.map((value) => (isChosen(criterion) ? (labelOf(value) ?? value) : value));
                    return (
                      <li key={key} data-holds={verdict.holds}>
                        {verdict.holds ? "✓" : "✗"} {criterionNames[criterion]}
                        {name === "" ? "" : ` ${criterion === "custom_field" ? (labelOf(name) ?? "") : name}`}:{" "}
                        {seen.length === 0 ? "not known" : `“${seen.join("”, “")}”`}
                      </li>
                    );
                  })}
                </ul>
                {record.actions.length > 0 && (
                  <ul className="rule-outcome-reasons" aria-label="What it would have done">
                    {record.actions.map(({ would, reason }, index) => {
                      const action = actions[index];
                      if (action === undefined) return null;
                      return (
                        // biome-ignore lint/suspicious/noArrayIndexKey: the actions of one answer stay in their order.
                        <li key={index} data-holds={would === "act"} data-fails={would === "fail" || undefined}>
                          {forecastMarks[would]} {sayAction(action, { labelOf })}
                          {reason !== null && `: ${reason}`}
                        </li>
                      );
                    })}
                  </ul>
                )}
              </div>
            </li>
          ))}
      </ul>
    </>
  );
}
