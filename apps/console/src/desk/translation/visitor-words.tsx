import type { Message } from "@beckon/protocol";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { nameLanguage } from "../../controls/languages.ts";
import { sayFull } from "../../controls/times.ts";
import { endpoints } from "../../http/endpoints.ts";
import { useDesk } from "../desk-provider.tsx";
import { LinkedText } from "../thread/linked-text.tsx";
import { isSameLanguage } from "./languages.decisions.ts";
import "./translation.css";
import { ownLanguage, useCanTranslate } from "./use-translation.ts";

/** What a visitor wrote, and on demand what it means in the agent's language. */
export function VisitorWords({ message }: { message: Message }) {
  const canTranslate = useCanTranslate();
  const language = useDesk((state) => state.summaries.get(message.thread_id)?.language ?? null);
  const to = ownLanguage();
  const isOffered = canTranslate && (language === null || !isSameLanguage(language, to));
  const [showsOriginal, setShowsOriginal] = useState(false);
  const translation = useQuery({
    queryKey: ["translations", message.id, to],
    queryFn: () => endpoints.translations.ofMessage(message.id, to),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const { data } = translation;
  const shown = data !== undefined && !showsOriginal ? data.text : message.body;
  return (
    <>
      <div className="line-bubble" title={sayFull(message.created_at)}>
        <LinkedText text={shown} />
      </div>
      {data !== undefined ? (
        <p className="line-translation">
          {showsOriginal
            ? "This is the original."
            : `Translated${data.from === null ? "" : ` from ${nameLanguage(data.from)}`}.`}{" "}
          <button type="button" className="link-button" onClick={() => setShowsOriginal(!showsOriginal)}>
            {showsOriginal ? "Show the translation" : "Show the original"}
          </button>
        </p>
      ) : translation.isFetching ? (
        <p className="line-translation" role="status">
          Translating…
        </p>
      ) : (
        isOffered && (
          <p className="line-translation" data-waits={translation.error === null}>
            {translation.error !== null && <span role="alert">{translation.error.message} </span>}
            <button type="button" className="link-button" onClick={() => void translation.refetch()}>
              {translation.error === null ? "Translate" : "Try again"}
            </button>
          </p>
        )
      )}
    </>
  );
}
