import { TextInput } from "@mantine/core";
import { FormSection } from "../parts/form-section.tsx";
import type { SourceDraft } from "./source-form.decisions.ts";

interface Props {
  draft: Pick<SourceDraft, "impossible_after_seconds">;
  errors: Record<string, string>;
  onChange: (next: Pick<SourceDraft, "impossible_after_seconds">) => void;
}

/** What only a source in live chat mode has. */
export function LiveChatSection({ draft, errors, onChange }: Props) {
  return (
    <FormSection title="Waiting" about="What visitors hear who wait for an agent.">
      <TextInput
        label="Nobody can answer"
        description="After waiting so long, a visitor hears that nobody is free, and the conversation ends. Write it as 2m 25s; 0 is never."
        name="impossible_after_seconds"
        value={draft.impossible_after_seconds}
        error={errors.impossible_after_seconds}
        onChange={(event) => onChange({ impossible_after_seconds: event.currentTarget.value })}
      />
    </FormSection>
  );
}
