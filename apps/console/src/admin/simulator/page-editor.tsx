import { Button, CloseButton, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { PageDraft, ValueDraft } from "./visit-draft.decisions.ts";

interface PageEditorProps {
  page: PageDraft;
  ordinal: number;
  onChange: (page: PageDraft) => void;
  /** Null: a visit has at least one page. */
  onRemove: (() => void) | null;
}

export function PageEditor({ page, ordinal, onChange, onRemove }: PageEditorProps) {
  const change = (next: Partial<PageDraft>) => onChange({ ...page, ...next });
  const changeValue = (value: ValueDraft) =>
    change({ values: page.values.map((entry) => (entry.key === value.key ? value : entry)) });
  const addValue = () => {
    const key = Math.max(0, ...page.values.map((value) => value.key)) + 1;
    change({ values: [...page.values, { key, name: "custom_", value: "" }] });
  };
  return (
    <li className="page-editor">
      <div className="page-editor-head">
        <span>Page {ordinal}</span>
        {onRemove !== null && <CloseButton size="sm" aria-label={`Remove page ${ordinal}`} onClick={onRemove} />}
      </div>
      <div className="page-editor-fields">
        <TextInput
          className="page-editor-url"
          size="xs"
          label="Address"
          value={page.url}
          onChange={(event) => change({ url: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          label="Title"
          value={page.title}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        <NumberInput
          size="xs"
          label="Stays"
          suffix=" s"
          min={0}
          hideControls
          value={page.durationSeconds}
          onChange={(durationSeconds) => change({ durationSeconds })}
        />
        <NativeSelect
          size="xs"
          label="Chat"
          value={page.chat}
          data={[
            { value: "hidden", label: "not shown" },
            { value: "minimized", label: "minimized" },
            { value: "open", label: "open" },
          ]}
          onChange={(event) => change({ chat: event.currentTarget.value as PageDraft["chat"] })}
        />
        <NativeSelect
          size="xs"
          label="Identity"
          value={page.identity}
          data={[
            { value: "none", label: "none" },
            { value: "unsigned", label: "set" },
            { value: "signed", label: "signed" },
          ]}
          onChange={(event) => change({ identity: event.currentTarget.value as PageDraft["identity"] })}
        />
      </div>
      {page.values.map((value) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a line.
        <div
          className="page-editor-value"
          role="group"
          aria-label={`Value ${value.key} of page ${ordinal}`}
          key={value.key}
        >
          <TextInput
            size="xs"
            aria-label="Name of the value"
            value={value.name}
            onChange={(event) => changeValue({ ...value, name: event.currentTarget.value })}
          />
          <TextInput
            size="xs"
            aria-label="Value"
            placeholder="value"
            value={value.value}
            onChange={(event) => changeValue({ ...value, value: event.currentTarget.value })}
          />
          <CloseButton
            size="sm"
            aria-label={`Remove ${value.name}`}
            onClick={() => change({ values: page.values.filter(({ key }) => key !== value.key) })}
          />
        </div>
      ))}
      <div>
        <Button size="compact-xs" variant="subtle" leftSection={<IconPlus size={13} />} onClick={addValue}>
          custom variable
        </Button>
      </div>
    </li>
  );
}
