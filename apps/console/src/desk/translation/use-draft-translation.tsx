import type { ThreadSummary } from "@beckon/protocol";
import { ActionIcon, Button, CloseButton } from "@mantine/core";
import { IconLanguage } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { nameLanguage } from "../../controls/languages.ts";
import { endpoints } from "../../http/endpoints.ts";
import { type DraftTranslation, isSameLanguage, judgeDraftTranslation } from "./languages.decisions.ts";
import "./translation.css";
import { ownLanguage, useCanTranslate } from "./use-translation.ts";

interface DraftTranslationOptions {
  thread: ThreadSummary | undefined;
  /** Only replies are translated. */
  isReply: boolean;
  text: string;
  onReplace: (text: string) => void;
}

/** Translates a reply before it is sent: it is shown first, and the original can be had back until then. */
export function useDraftTranslation({ thread, isReply, text, onReplace }: DraftTranslationOptions) {
  const canTranslate = useCanTranslate();
  const [said, setSaid] = useState<DraftTranslation>({ kind: "none" });
  const to = thread?.language ?? null;
  const translate = useMutation({
    mutationFn: (wanted: { threadId: string; text: string; to: string }) =>
      endpoints.translations.ofText(wanted.threadId, { text: wanted.text, to: wanted.to, from: ownLanguage() }),
    onSuccess: (translated, wanted) => setSaid({ kind: "shown", original: wanted.text, text: translated.text }),
  });
  if (!canTranslate || !isReply || thread === undefined || to === null || isSameLanguage(to, ownLanguage())) {
    return { button: null, preview: null };
  }
  const name = nameLanguage(to);
  const translation = judgeDraftTranslation(said, text);
  const close = () => {
    translate.reset();
    setSaid({ kind: "none" });
  };
  const ask = () => translate.mutate({ threadId: thread.id, text: text.trim(), to });
  const button = (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={`Translate into ${name}`}
      title={`Translate into ${name}`}
      loading={translate.isPending}
      disabled={text.trim() === ""}
      onMouseDown={(event) => event.preventDefault()}
      onClick={ask}
    >
      <IconLanguage size={18} stroke={1.7} />
    </ActionIcon>
  );
  const preview =
    translate.error !== null ? (
      <section className="composer-translation" aria-label="Translation">
        <p role="alert">{translate.error.message}</p>
        <footer>
          <Button size="compact-xs" variant="default" onClick={ask}>
            Try again
          </Button>
          <CloseButton size="sm" aria-label="Close the translation" onClick={close} />
        </footer>
      </section>
    ) : translation.kind === "none" ? null : (
      <section className="composer-translation" aria-label="Translation">
        <strong>{translation.kind === "shown" ? `In ${name}` : "What you wrote"}</strong>
        <p lang={translation.kind === "shown" ? to : undefined}>
          {translation.kind === "shown" ? translation.text : translation.original}
        </p>
        <footer>
          {translation.kind === "shown" ? (
            <Button
              size="compact-xs"
              onClick={() => {
                onReplace(translation.text);
                setSaid({ ...translation, kind: "used" });
              }}
            >
              Use it
            </Button>
          ) : (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => {
                onReplace(translation.original);
                setSaid({ kind: "none" });
              }}
            >
              Take it back
            </Button>
          )}
          <CloseButton size="sm" aria-label="Close the translation" onClick={close} />
        </footer>
      </section>
    );
  return { button, preview };
}
