import type { Rule, RuleAction, RuleEvent } from "@beckon/protocol";
import { Button, MultiSelect, NativeSelect, Switch, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { endpoints } from "../../http/endpoints.ts";
import { rulesQuery } from "../../http/queries.ts";
import { FormFoot } from "../parts/form-foot.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import { ActionRow } from "./action-row.tsx";
import { ConditionRow } from "./condition-row.tsx";
import {
  bodyOfRule,
  draftOfRule,
  findGoneErrors,
  findRuleErrors,
  freshAction,
  freshCondition,
  freshRule,
  type Nameable,
  type RuleFields,
} from "./rule-draft.decisions.ts";
import { RuleTrial } from "./rule-trial.tsx";
import { actionNames, eventNames } from "./rule-words.decisions.ts";
import type { RuleChoices } from "./use-rule-labels.ts";

interface RuleFormProps {
  /** Null: a new one. */
  rule: Rule | null;
  choices: RuleChoices;
  known: Nameable;
  labelOf: (id: string) => string | null;
}

const ACTION_TYPES = Object.keys(actionNames) as RuleAction["type"][];
const nextKey = (rows: readonly { key: number }[]): number => Math.max(0, ...rows.map(({ key }) => key)) + 1;

/** Reads as a sentence: when …, in …, if … and …, then …. */
export function RuleForm({ rule, choices, known, labelOf }: RuleFormProps) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const bodyOf = (draft: RuleFields) => bodyOfRule(draft, known.fields);
  const said = (draft: RuleFields) => JSON.stringify(bodyOf(draft));
  const stored = rule === null ? freshRule : draftOfRule(rule);
  const form = useDraftForm<RuleFields, Rule>({
    stored,
    initialErrors: findGoneErrors(stored.actions, known),
    isDirty: (draft, before) => said(draft) !== said(before),
    findErrors: (draft) => findRuleErrors(draft, known),
    save: (draft) =>
      rule === null ? endpoints.rules.create(bodyOf(draft)) : endpoints.rules.change(rule.id, bodyOf(draft)),
    draftOf: draftOfRule,
    fieldOf: (path) => path.replace(/^(actions\.\d+)\..*$/, "$1"),
    onSaved: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: rulesQuery.queryKey });
      if (rule !== null) return;
      await navigate({ to: "/admin/rules/$ruleId", params: { ruleId: saved.id }, replace: true, ignoreBlocker: true });
    },
  });
  const { draft, errors } = form;
  const { conditions, actions } = draft;
  const change = (next: Partial<RuleFields>, ...touched: string[]) => form.change({ ...draft, ...next }, touched);
  const unused = ACTION_TYPES.filter(
    (type) => type === "set_custom_field" || actions.every((action) => action.type !== type),
  );
  return (
    <>
      <form ref={form.form} onSubmit={form.submit} noValidate className="trigger-form">
        <div className="trigger-name">
          <TextInput
            label="Name"
            description="The audit log names it wherever the rule did something."
            name="label"
            value={draft.label}
            error={errors.label}
            data-autofocus={rule === null || undefined}
            onChange={(event) => change({ label: event.currentTarget.value }, "label")}
          />
          <Switch
            label="Active"
            checked={draft.active}
            onChange={(event) => change({ active: event.currentTarget.checked })}
          />
        </div>
        <div className="sentence">
          <div className="sentence-part">
            <div className="sentence-line">
              <span className="sentence-word">When</span>
              <NativeSelect
                size="xs"
                aria-label="Event"
                value={draft.event}
                data={Object.entries(eventNames).map(([value, label]) => ({ value, label }))}
                onChange={(event) => change({ event: event.currentTarget.value as RuleEvent })}
              />
              <span className="sentence-rest">in</span>
              <MultiSelect
                className="sentence-value"
                size="xs"
                aria-label="Sources"
                searchable
                placeholder={draft.sourceIds.length === 0 ? "every source" : ""}
                nothingFoundMessage="There is no such source."
                data={choices.source}
                value={[...draft.sourceIds]}
                error={errors.source_ids}
                onChange={(sourceIds) => change({ sourceIds }, "source_ids")}
              />
            </div>
            {conditions.map((condition, index) => (
              <ConditionRow
                key={condition.key}
                word={index === 0 ? "if" : "and"}
                name={`Condition ${index + 1}`}
                path={`conditions.${index}`}
                condition={condition}
                errors={errors}
                choices={choices}
                onChange={(next) =>
                  change(
                    { conditions: conditions.map((each) => (each.key === condition.key ? next : each)) },
                    `conditions.${index}`,
                  )
                }
                // The errors of those below it are at other places from now on.
                onRemove={() =>
                  change({ conditions: conditions.filter(({ key }) => key !== condition.key) }, "conditions")
                }
              />
            ))}
            <Button
              className="sentence-add"
              size="compact-sm"
              variant="subtle"
              leftSection={<IconPlus size={14} />}
              onClick={() => change({ conditions: [...conditions, freshCondition(nextKey(conditions))] })}
            >
              condition
            </Button>
          </div>
          <div className="sentence-part">
            {actions.length === 0 && (
              <p className="sentence-line">
                <span className="sentence-word">then</span>
                <span className="sentence-rest">nothing yet: add what it does</span>
              </p>
            )}
            {actions.map((action, index) => (
              <ActionRow
                key={action.key}
                word={index === 0 ? "then" : "and"}
                name={`Action ${index + 1}`}
                path={`actions.${index}`}
                action={action}
                types={ACTION_TYPES.filter((type) => type === action.type || unused.includes(type))}
                error={errors[`actions.${index}`]}
                choices={choices}
                known={known}
                onChange={(next) =>
                  change(
                    { actions: actions.map((each) => (each.key === action.key ? next : each)) },
                    `actions.${index}`,
                  )
                }
                onRemove={() => change({ actions: actions.filter(({ key }) => key !== action.key) }, "actions")}
              />
            ))}
            {unused[0] !== undefined && (
              <Button
                className="sentence-add"
                size="compact-sm"
                variant="subtle"
                leftSection={<IconPlus size={14} />}
                onClick={() => {
                  const [type] = unused;
                  if (type !== undefined) change({ actions: [...actions, freshAction(nextKey(actions), type)] });
                }}
              >
                action
              </Button>
            )}
          </div>
        </div>
        <FormFoot form={form} isNew={rule === null} />
      </form>
      <RuleTrial draft={draft} known={known} labelOf={labelOf} />
    </>
  );
}
