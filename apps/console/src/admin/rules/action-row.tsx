import type { RuleAction } from "@beckon/protocol";
import { CloseButton, MultiSelect, NativeSelect, NumberInput, Select, Textarea } from "@mantine/core";
import { languageChoices } from "../../controls/languages.ts";
import type { ActionDraft } from "./rule-draft.decisions.ts";
import { actionNames } from "./rule-words.decisions.ts";
import type { RuleChoices } from "./use-rule-labels.ts";

interface ActionRowProps {
  word: string;
  name: string;
  path: string;
  action: ActionDraft;
  /** Those that no other action of the rule has: each is done once. */
  types: readonly RuleAction["type"][];
  error: string | undefined;
  choices: RuleChoices;
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

function ActionValue({ path, action, error, choices, onChange }: ActionRowProps) {
  const shared = { size: "xs", className: "sentence-value", name: path, error } as const;
  switch (action.type) {
    case "categorise":
    case "tag": {
      const isTag = action.type === "tag";
      const known = isTag ? choices.tag : choices.category;
      const gone = action.ids.filter((id) => known.every(({ value }) => value !== id));
      return (
        <MultiSelect
          {...shared}
          aria-label={isTag ? "Tags" : "Categories"}
          searchable
          placeholder={action.ids.length === 0 ? "Choose" : ""}
          nothingFoundMessage={known.length === 0 ? "There is none yet: make one first." : "There is none like that."}
          data={[...known, ...gone.map((value) => ({ value, label: "Something that is gone" }))]}
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
    default:
      return null;
  }
}
