import { NumberInput, Switch, Textarea } from "@mantine/core";
import { FormSection } from "../parts/form-section.tsx";
import type { SourceDraft } from "./source-form.decisions.ts";

type MessagingDraft = Pick<
  SourceDraft,
  "welcome_message" | "email_request" | "open_threads_limit" | "thread_inclusion_hours" | "frame_origins"
>;

interface Props {
  draft: MessagingDraft;
  errors: Record<string, string>;
  onChange: (next: Partial<MessagingDraft>) => void;
}

/** What only a source in messaging mode has: how its conversations begin and when they end. */
export function MessagingSection({ draft, errors, onChange }: Props) {
  const number = (field: "open_threads_limit" | "thread_inclusion_hours") => ({
    name: field,
    value: draft[field],
    error: errors[field],
    min: 1,
    allowDecimal: false,
    clampBehavior: "none" as const,
    onChange: (value: number | string) => onChange({ [field]: value }),
  });
  return (
    <FormSection title="Conversations" about="How they begin, and when they close by themselves.">
      <Textarea
        label="Welcome message"
        description="Stands first in a new conversation, unless a trigger has sent an automatic message. Left empty, there is none."
        name="welcome_message"
        autosize
        minRows={2}
        maxRows={8}
        value={draft.welcome_message}
        error={errors.welcome_message}
        onChange={(event) => onChange({ welcome_message: event.currentTarget.value })}
      />
      <Switch
        label="Ask for an e-mail address"
        description="After the first message of a conversation, when none is known; at most every two hours."
        checked={draft.email_request}
        onChange={(event) => onChange({ email_request: event.currentTarget.checked })}
      />
      <NumberInput
        label="Open conversations per visitor"
        description="Whoever has so many goes on in one of them."
        {...number("open_threads_limit")}
      />
      <NumberInput
        label="Time for inclusion"
        suffix=" hours"
        description="A conversation closes after so much silence, and never before four days. A message opens it again."
        {...number("thread_inclusion_hours")}
      />
      <Textarea
        label="Websites that may frame the chat"
        description="One a line, such as https://www.example.com. They show it by /chat/TOKEN/web with a signed identity. Left empty, no website may."
        name="frame_origins"
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        value={draft.frame_origins}
        error={errors.frame_origins}
        onChange={(event) => onChange({ frame_origins: event.currentTarget.value })}
      />
    </FormSection>
  );
}
