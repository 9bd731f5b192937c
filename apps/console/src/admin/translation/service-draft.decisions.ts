import type { TranslationService, TranslationServiceChange } from "@beckon/protocol";

/** The secret is empty while the one that is stored stays. */
export interface ServiceDraft {
  url: string;
  secret: string;
}

export const draftOfService = ({ url }: TranslationService): ServiceDraft => ({ url: url ?? "", secret: "" });

export function bodyOfService({ url, secret }: ServiceDraft): TranslationServiceChange {
  return { url: url.trim(), ...(secret === "" ? {} : { secret }) };
}

export function findServiceErrors({ url, secret }: ServiceDraft, hasSecret: boolean): Record<string, string> {
  const errors: Record<string, string> = {};
  if (!URL.canParse(url.trim())) errors.url = "Write an address that begins with https://.";
  if (secret === "" ? !hasSecret : secret.length < 16) errors.secret = "Write at least 16 characters.";
  return errors;
}
