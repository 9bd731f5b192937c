import { placeholdersAt, previewText } from "@beckon/chat-client/texts";
import { ActionIcon, TextInput } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { nameOf, type TextRow } from "./text-draft.decisions.ts";

interface TextRowProps {
  locale: string;
  row: TextRow;
  error: string | undefined;
  onChange: (text: string) => void;
}

/** One text: what is built in, what the source says instead, and how a visitor reads it. */
export function TextRowField({ locale, row: { key, builtIn, own, missing }, error, onChange }: TextRowProps) {
  const isFilledIn = placeholdersAt(key).length > 0;
  return (
    <li className="text-row" data-changed={own !== ""}>
      <div className="text-built-in">
        <code>{key}</code>
        <p lang={locale} dir="auto">
          {builtIn}
        </p>
      </div>
      <div className="text-own">
        <div className="text-own-field">
          <TextInput
            name={nameOf(locale, key)}
            aria-label={key}
            lang={locale}
            dir="auto"
            placeholder={builtIn}
            value={own}
            error={error}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          {own !== "" && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Back to the built-in text of ${key}`}
              onClick={() => onChange("")}
            >
              <IconArrowBackUp size={16} />
            </ActionIcon>
          )}
        </div>
        {(isFilledIn || own !== "") && error === undefined && (
          <p className="text-preview">
            Visitors read: <span lang={locale}>{previewText(locale, key, own === "" ? builtIn : own)}</span>
          </p>
        )}
        {missing !== null && <p className="text-missing">{missing}</p>}
      </div>
    </li>
  );
}
