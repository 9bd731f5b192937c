import type { RuleAction, TaskPriority } from "@beckon/protocol";
import { CloseButton, MultiSelect, NativeSelect, NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import { languageChoices } from "../../controls/languages.ts";
import { CustomInput } from "../../desk/person/custom-input.tsx";
import type { ActionDraft, Nameable } from "./rule-draft.decisions.ts";
import { actionNames, priorityNames } from "./rule-words.decisions.ts";
import type { Choice, RuleChoices } from "./use-rule-labels.ts";

interface ActionRowProps {
  word: string;
  name: string;
  path: string;
  action: ActionDraft;
  /** Those that no other action of the rule has: each is done once. */
  types: readonly RuleAction["type"][];
  error: string | undefined;
  choices: RuleChoices;
  known: Nameable;
  onChange: (action: ActionDraft) => void;
  onRemove: () => void;
}

export function ActionRow(props: ActionRowProps) {
  const { word, name, path, action, types, error, onChange, onRemove } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a line of a sentence.
    <div className="sentence-line" role="group" aria-label={name}>
      <span className="sentence-word">{word}</span>
      <NativeSelect
        size="xs"
        aria-label="Action"
        value={action.type}
        data={types.map((value) => ({ value, label: actionNames[value] }))}
        onChange={(event) => onChange({ ...action, type: event.currentTarget.value as RuleAction["type"] })}
      />
      <ActionValue {...props} />
      <CloseButton
        className="sentence-remove"
        size="sm"
        aria-label={`Remove ${name.toLowerCase()}`}
        onClick={onRemove}
      />
      {error !== undefined && !takesValue(action.type) && (
        <p className="sentence-error" role="alert" id={path}>
          {error}
        </p>
      )}
    </div>
  );
}

const takesValue = (type: RuleAction["type"]): boolean => type !== "ask_email" && type !== "lock" && type !== "ignore";

function ActionValue({ path, action, error, choices, known, onChange }: ActionRowProps) {
  const shared = { size: "xs", className: "sentence-value", name: path, error } as const;
  switch (action.type) {
    case "categorise":
    case "categorise_message":
    case "tag": {
      const isTag = action.type === "tag";
      const offered = isTag ? choices.tag : choices.category;
      const gone = action.ids.filter((id) => offered.every(({ value }) => value !== id));
      return (
        <MultiSelect
          {...shared}
          aria-label={isTag ? "Tags" : "Categories"}
          searchable
          placeholder={action.ids.length === 0 ? "Choose" : ""}
          nothingFoundMessage={nothingFound(offered)}
          data={[...offered, ...gone.map((value) => ({ value, label: "Something that is gone" }))]}
          value={[...action.ids]}
          onChange={(ids) => onChange({ ...action, ids })}
        />
      );
    }
    case "set_language":
      return (
        <Select
          {...shared}
          aria-label="Language"
          searchable
          placeholder="Choose"
          nothingFoundMessage="There is no such language."
          data={languageChoices(action.language)}
          value={action.language === "" ? null : action.language}
          onChange={(language) => onChange({ ...action, language: language ?? "" })}
        />
      );
    case "reply":
      return (
        <div className="rule-reply">
          <Textarea
            {...shared}
            className="rule-reply-text"
            aria-label="Reply"
            autosize
            minRows={2}
            placeholder="Thank you for writing. We answer within a day."
            value={action.body}
            onChange={(event) => onChange({ ...action, body: event.currentTarget.value })}
          />
          <NumberInput
            size="xs"
            className="rule-reply-grace"
            label="Not again in the same conversation for"
            hideControls
            suffix=" minutes"
            value={action.graceMinutes}
            onChange={(minutes) => onChange({ ...action, graceMinutes: String(minutes) })}
          />
        </div>
      );
    case "set_priority":
      return (
        <NativeSelect
          size="xs"
          name={path}
          aria-label="Priority"
          value={action.priority}
          data={Object.entries(priorityNames).map(([value, label]) => ({ value, label }))}
          onChange={(event) => onChange({ ...action, priority: event.currentTarget.value as TaskPriority })}
        />
      );
    case "route_to_team":
      return (
        <OneOf
          {...shared}
          label="Team"
          offered={choices.team}
          value={action.teamId}
          onChange={(teamId) => onChange({ ...action, teamId })}
        />
      );
    case "route_to_skill":
      return (
        <OneOf
          {...shared}
          label="Skill"
          offered={choices.category}
          value={action.skillId}
          onChange={(skillId) => onChange({ ...action, skillId })}
        />
      );
    case "assign":
      return (
        <OneOf
          {...shared}
          label="Agent"
          offered={choices.agent}
          value={action.userId}
          onChange={(userId) => onChange({ ...action, userId })}
        />
      );
    case "start_bot":
      return (
        <OneOf
          {...shared}
          label="Bot"
          offered={choices.bot}
          value={action.botId}
          onChange={(botId) => onChange({ ...action, botId })}
        />
      );
    case "call_webhook":
      return (
        <TextInput
          {...shared}
          aria-label="Address"
          type="url"
          placeholder="https://shop.example/hooks/beckon"
          value={action.url}
          onChange={(event) => onChange({ ...action, url: event.currentTarget.value })}
        />
      );
    case "set_custom_field": {
      const field = known.fields.find(({ id }) => id === action.fieldId);
      return (
        <>
          <OneOf
            {...shared}
            error={field === undefined ? error : undefined}
            label="Custom field"
            offered={choices.field}
            value={action.fieldId}
            onChange={(fieldId) => onChange({ ...action, fieldId, value: "" })}
          />
          {field !== undefined && (
            <div className="sentence-value">
              <CustomInput
                field={field}
                name={path}
                label="Value"
                value={action.value}
                error={error}
                onChange={(value) => onChange({ ...action, value })}
              />
            </div>
          )}
        </>
      );
    }
    default:
      return null;
  }
}

interface OneOfProps {
  size: "xs";
  className: string;
  name: string;
  label: string;
  error: string | undefined;
  offered: readonly Choice[];
  value: string;
  onChange: (value: string) => void;
}

/** One that is gone stays chosen, and is said to be gone, until another one is. */
function OneOf({ label, offered, value, onChange, ...shared }: OneOfProps) {
  const isGone = value !== "" && offered.every((choice) => choice.value !== value);
  return (
    <Select
      {...shared}
      aria-label={label}
      searchable
      placeholder="Choose"
      nothingFoundMessage={nothingFound(offered)}
      data={[...offered, ...(isGone ? [{ value, label: "Something that is gone" }] : [])]}
      value={value === "" ? null : value}
      onChange={(chosen) => onChange(chosen ?? "")}
    />
  );
}

const nothingFound = (offered: readonly Choice[]): string =>
  offered.length === 0 ? "There is none yet: make one first." : "There is none like that.";
