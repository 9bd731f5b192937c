import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { PageEditor } from "./page-editor.tsx";
import { freshPage, MOST_PAGES, type PageDraft, type VisitDraft } from "./visit-draft.decisions.ts";

interface VisitEditorProps {
  draft: VisitDraft;
  onChange: (draft: VisitDraft) => void;
  onClose: () => void;
}

/** A visit built by hand. Every change is tried at once. */
export function VisitEditor({ draft, onChange, onClose }: VisitEditorProps) {
  const change = (next: Partial<VisitDraft>) => onChange({ ...draft, ...next });
  const changePage = (page: PageDraft) =>
    change({ pages: draft.pages.map((entry) => (entry.key === page.key ? page : entry)) });
  const add = () => {
    const last = draft.pages.at(-1);
    const key = Math.max(0, ...draft.pages.map((page) => page.key)) + 1;
    // The next page of a visit is much like the last one.
    change({ pages: [...draft.pages, last === undefined ? freshPage(key) : { ...last, key, title: "" }] });
  };
  return (
    <div className="visit-panel">
      <div className="visit-fields">
        <TextInput label="Name" value={draft.name} onChange={(event) => change({ name: event.currentTarget.value })} />
        <TextInput
          label="Begins (visitor’s clock)"
          type="datetime-local"
          value={draft.startsAt}
          onChange={(event) => change({ startsAt: event.currentTarget.value })}
        />
        <NumberInput
          label="Which visit of theirs"
          min={1}
          allowDecimal={false}
          value={draft.visitCount}
          onChange={(visitCount) => change({ visitCount })}
        />
        <NativeSelect
          label="Device"
          value={draft.device}
          data={["desktop", "tablet", "phone"]}
          onChange={(event) => change({ device: event.currentTarget.value })}
        />
        <TextInput
          label="Browser language"
          value={draft.language}
          onChange={(event) => change({ language: event.currentTarget.value })}
        />
        <TextInput
          label="Came from"
          placeholder="https://"
          value={draft.referrer}
          onChange={(event) => change({ referrer: event.currentTarget.value })}
        />
      </div>
      <ol className="visit-pages" aria-label="Pages of the visit">
        {draft.pages.map((page, index) => (
          <PageEditor
            key={page.key}
            page={page}
            ordinal={index + 1}
            onChange={changePage}
            onRemove={
              draft.pages.length > 1 ? () => change({ pages: draft.pages.filter(({ key }) => key !== page.key) }) : null
            }
          />
        ))}
      </ol>
      <div className="visit-foot">
        <Button
          variant="default"
          leftSection={<IconPlus size={15} />}
          disabled={draft.pages.length >= MOST_PAGES}
          onClick={add}
        >
          Page
        </Button>
        <Button onClick={onClose}>Done</Button>
      </div>
    </div>
  );
}
