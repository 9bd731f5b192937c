import type { Bot, CreatedBot } from "@beckon/protocol";
import { MultiSelect, NumberInput, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { endpoints } from "../../http/endpoints.ts";
import { botsQuery, sourcesQuery } from "../../http/queries.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { SmallForm } from "../parts/small-form.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import { type BotFields, bodyOfBot, fieldOfPath, fieldsOfBot, findBotErrors, freshBot } from "./bot-draft.decisions.ts";

interface BotDialogProps {
  /** Null: a new one. */
  bot: Bot | null;
  /** A new one is told with its secrets, which are never told again. */
  onMade: (made: CreatedBot) => void;
  onClose: () => void;
}

export function BotDialog(props: BotDialogProps) {
  return (
    <FormDialog onClose={props.onClose} title={props.bot === null ? "New bot" : props.bot.name}>
      <BotForm {...props} />
    </FormDialog>
  );
}

function BotForm({ bot, onMade, onClose }: BotDialogProps) {
  const queryClient = useQueryClient();
  const { data: sources } = useQuery(sourcesQuery);
  const form = useDraftForm<BotFields, Bot | CreatedBot>({
    stored: bot === null ? freshBot : fieldsOfBot(bot),
    isDirty: () => true,
    findErrors: findBotErrors,
    save: (draft) =>
      bot === null ? endpoints.bots.create(bodyOfBot(draft)) : endpoints.bots.change(bot.id, bodyOfBot(draft)),
    draftOf: fieldsOfBot,
    fieldOf: fieldOfPath,
    onSaved: async (saved) => {
      if ("token" in saved) onMade(saved);
      else onClose();
      await queryClient.invalidateQueries({ queryKey: botsQuery.queryKey });
    },
  });
  const { draft, errors } = form;
  const change = (next: Partial<BotFields>) => form.change({ ...draft, ...next }, Object.keys(next));
  return (
    <SmallForm form={form} action={bot === null ? "Make bot" : "Save"} onCancel={onClose}>
      <TextInput
        label="Name"
        name="name"
        description="Visitors see it, marked as automated."
        data-autofocus
        maxLength={200}
        value={draft.name}
        error={errors.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label="Address"
        name="url"
        type="url"
        description="Called with what visitors write while the bot has their conversation."
        placeholder="https://bot.example/hooks/beckon"
        spellCheck={false}
        autoCapitalize="none"
        value={draft.url}
        error={errors.url}
        onChange={(event) => change({ url: event.currentTarget.value })}
      />
      <MultiSelect
        label="Sources"
        name="sourceIds"
        description="Where it may read and answer."
        placeholder={draft.sourceIds.length === 0 ? "Every source" : undefined}
        searchable
        nothingFoundMessage="There is none like that."
        comboboxProps={{ withinPortal: false }}
        data={(sources ?? []).map(({ id, label }) => ({ value: id, label }))}
        value={[...draft.sourceIds]}
        error={errors.sourceIds}
        onChange={(sourceIds) => change({ sourceIds })}
      />
      <NumberInput
        label="Agents are asked after"
        name="answerSeconds"
        description="How long a visitor waits for its answer."
        hideControls
        suffix=" seconds"
        value={draft.answerSeconds}
        error={errors.answerSeconds}
        onChange={(seconds) => change({ answerSeconds: String(seconds) })}
      />
    </SmallForm>
  );
}
