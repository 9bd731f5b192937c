import type { Source } from "@beckon/protocol";
import { NativeSelect, NumberInput } from "@mantine/core";
import { languageChoices } from "../../controls/languages.ts";
import type { FieldErrors } from "../parts/use-draft-form.ts";
import { TriggerCategories } from "./trigger-categories.tsx";
import type { TriggerDraft } from "./trigger-draft.decisions.ts";

interface TriggerMoreProps {
  draft: TriggerDraft;
  errors: FieldErrors;
  source: Source;
  onChange: (next: Partial<TriggerDraft>, ...touched: string[]) => void;
}

/** What most triggers leave as it is. Open from the start when this one does not. */
export function TriggerMore({ draft, errors, source, onChange }: TriggerMoreProps) {
  const differs =
    draft.queuingFactor !== "" ||
    Number(draft.holdoutPercent) !== 0 ||
    draft.language !== "" ||
    draft.categoryIds.length > 0;
  const isWrong = errors.queuing_factor !== undefined || errors.holdout_share !== undefined;
  return (
    <details className="trigger-more" open={differs || isWrong || undefined}>
      <summary>More</summary>
      <div className="trigger-more-fields">
        <NumberInput
          label="Queuing factor"
          description={`How many may wait. Empty: the source's, ${source.queuing_factor}.`}
          name="queuing_factor"
          decimalScale={2}
          step={0.25}
          value={draft.queuingFactor}
          error={errors.queuing_factor}
          onChange={(queuingFactor) => onChange({ queuingFactor }, "queuing_factor")}
        />
        <NumberInput
          label="Holdout share"
          description="Visitors who are never offered it, to know what the offer does."
          name="holdout_share"
          suffix=" %"
          decimalScale={1}
          value={draft.holdoutPercent}
          error={errors.holdout_share}
          onChange={(holdoutPercent) => onChange({ holdoutPercent }, "holdout_share")}
        />
        <NativeSelect
          label="Language"
          description="Of the conversations that start from it."
          name="language"
          value={draft.language}
          error={errors.language}
          data={[{ value: "", label: "The visitor's" }, ...languageChoices(draft.language)]}
          onChange={(event) => onChange({ language: event.currentTarget.value }, "language")}
        />
        <TriggerCategories
          chosen={draft.categoryIds}
          errors={errors}
          onChange={(categoryIds) => onChange({ categoryIds }, "category_ids")}
        />
      </div>
    </details>
  );
}
