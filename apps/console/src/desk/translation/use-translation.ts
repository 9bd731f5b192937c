import { useQuery } from "@tanstack/react-query";
import { translationStateQuery } from "../../http/queries.ts";

/** Whether there is a service that translates; not before that is known. */
export function useCanTranslate(): boolean {
  const { data } = useQuery(translationStateQuery);
  return data?.enabled === true;
}

/** What the agent reads: the language of the browser. */
export const ownLanguage = (): string => navigator.language.split("-")[0] ?? "en";
