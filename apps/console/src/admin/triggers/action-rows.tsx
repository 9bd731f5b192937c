import { Button, CloseButton, NativeSelect } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { FullCatalogue } from "../parts/use-catalogue.ts";
import type { FieldErrors } from "../parts/use-draft-form.ts";
import { type ActionDraft, type ActionKind, pathOfAction } from "./trigger-draft.decisions.ts";

interface ActionRowsProps {
  sourceId: string;
  actions: readonly ActionDraft[];
  errors: FieldErrors;
  catalogue: FullCatalogue;
  onChange: (actions: readonly ActionDraft[]) => void;
}

const kindNames: Readonly<Record<string, string>> = {
  show_item: "Show an item",
  open_chat: "Show and open the chat",
  minimized_chat: "Show the chat minimized",
  automatic_message: "Send an automatic message",
  hide_items: "Hide other elements",
};

/** The two ways to show the chat are two entries of one list. */
const choiceOf = (action: ActionDraft): string =>
  action.kind === "show_chat" ? (action.opened ? "open_chat" : "minimized_chat") : action.kind;

function actionOfChoice(choice: string, key: number): ActionDraft {
  switch (choice) {
    case "open_chat":
    case "minimized_chat":
      return { key, kind: "show_chat", opened: choice === "open_chat" };
    case "automatic_message":
      return { key, kind: "automatic_message", messageId: "" };
    case "hide_items":
      return { key, kind: "hide_items" };
    default:
      return { key, kind: "show_item", itemId: "" };
  }
}

export function ActionRows({ sourceId, actions, errors, catalogue, onChange }: ActionRowsProps) {
  const change = (next: ActionDraft) => onChange(actions.map((action) => (action.key === next.key ? next : action)));
  // Items may be several; of everything else one is all there can be.
  const isFree = (kind: ActionKind) => kind === "show_item" || !actions.some((action) => action.kind === kind);
  const add = () => {
    const kind = (["show_item", "show_chat", "automatic_message", "hide_items"] as const).find(isFree);
    const key = Math.max(0, ...actions.map((action) => action.key)) + 1;
    if (kind !== undefined) onChange([...actions, actionOfChoice(kind === "show_chat" ? "open_chat" : kind, key)]);
  };
  return (
    <div className="sentence-part">
      {actions.length === 0 && (
        <p className="sentence-line">
          <span className="sentence-word">then</span>
          <span className="sentence-rest">nothing happens yet</span>
        </p>
      )}
      {actions.map((action, index) => {
        const path = pathOfAction(actions, index);
        const choices = Object.entries(kindNames).filter(([choice]) => {
          const { kind } = actionOfChoice(choice, 0);
          return kind === action.kind || isFree(kind);
        });
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a line of a sentence.
          <div className="sentence-line" role="group" aria-label={`Action ${index + 1}`} key={action.key}>
            <span className="sentence-word">{index === 0 ? "then" : "and"}</span>
            <NativeSelect
              size="xs"
              aria-label="Action"
              value={choiceOf(action)}
              error={action.kind === "show_chat" || action.kind === "hide_items" ? errors[path] : undefined}
              data={choices.map(([value, label]) => ({ value, label }))}
              onChange={(event) => change(actionOfChoice(event.currentTarget.value, action.key))}
            />
            <ActionObject action={action} path={path} error={errors[path]} catalogue={catalogue} onChange={change} />
            <CloseButton
              className="sentence-remove"
              size="sm"
              aria-label={`Remove action ${index + 1}`}
              onClick={() => onChange(actions.filter(({ key }) => key !== action.key))}
            />
          </div>
        );
      })}
      {errors.actions !== undefined && (
        <p className="sentence-error" role="alert">
          {errors.actions}
        </p>
      )}
      <Button
        className="sentence-add"
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} />}
        onClick={add}
      >
        action
      </Button>
      {catalogue.items.length === 0 && actions.some(({ kind }) => kind === "show_item") && (
        <p className="list-note">
          There is no item yet.{" "}
          <Link to="/admin/sources/$sourceId/items/$itemId" params={{ sourceId, itemId: "new" }}>
            Make the first one
          </Link>
        </p>
      )}
    </div>
  );
}

interface ActionObjectProps {
  action: ActionDraft;
  path: string;
  error: string | undefined;
  catalogue: FullCatalogue;
  onChange: (action: ActionDraft) => void;
}

/** Which item is shown, or which message is sent. */
function ActionObject({ action, path, error, catalogue, onChange }: ActionObjectProps) {
  const shared = { size: "xs", className: "sentence-value", name: path, error } as const;
  if (action.kind === "show_item") {
    return (
      <NativeSelect
        {...shared}
        aria-label="Item"
        value={action.itemId}
        data={withChosen(
          catalogue.items.map(({ id, label, type }) => ({ value: id, label: `${label} — ${type}` })),
          action.itemId,
        )}
        onChange={(event) => onChange({ ...action, itemId: event.currentTarget.value })}
      />
    );
  }
  if (action.kind === "automatic_message") {
    return (
      <NativeSelect
        {...shared}
        aria-label="Message"
        value={action.messageId}
        data={withChosen(
          catalogue.automaticMessages.map(({ id, label }) => ({ value: id, label })),
          action.messageId,
        )}
        onChange={(event) => onChange({ ...action, messageId: event.currentTarget.value })}
      />
    );
  }
  return null;
}

/** With a way to have chosen none yet, or one that is gone. */
function withChosen(choices: { value: string; label: string }[], chosen: string) {
  if (choices.some(({ value }) => value === chosen)) return choices;
  return [{ value: chosen, label: chosen === "" ? "choose" : "one that is gone" }, ...choices];
}
