import type { Bot, BotDraft } from "@beckon/protocol";

/** A bot as its dialog holds it. */
export interface BotFields {
  name: string;
  url: string;
  sourceIds: readonly string[];
  answerSeconds: string;
}

export const freshBot: BotFields = { name: "", url: "", sourceIds: [], answerSeconds: "60" };

export function fieldsOfBot({ name, url, source_ids, answer_seconds }: Bot): BotFields {
  return { name, url, sourceIds: source_ids, answerSeconds: String(answer_seconds) };
}

export function bodyOfBot({ name, url, sourceIds, answerSeconds }: BotFields): BotDraft {
  return { name: name.trim(), url: url.trim(), source_ids: [...sourceIds], answer_seconds: Number(answerSeconds) };
}

/** The draft's name of a field that the server names; null for what is no field. */
export function fieldOfPath(path: string): keyof BotFields | null {
  const [first] = path.split(".");
  switch (first) {
    case "name":
    case "url":
      return first;
    case "source_ids":
      return "sourceIds";
    case "answer_seconds":
      return "answerSeconds";
    default:
      return null;
  }
}

export function findBotErrors({ name, url, answerSeconds }: BotFields): Record<string, string> {
  const errors: Record<string, string> = {};
  if (name.trim() === "") errors.name = "Give the bot a name: visitors see it.";
  if (!URL.canParse(url.trim())) errors.url = "Write an address that begins with https://.";
  const seconds = Number(answerSeconds);
  const isGood = Number.isInteger(seconds) && seconds >= 5 && seconds <= 3_600;
  if (!isGood) errors.answerSeconds = "Write whole seconds, from 5 to 3600 (an hour).";
  return errors;
}

/** What a row says of a bot: where it answers, and how long a visitor waits for it. */
export function sayBot({ active, source_ids, answer_seconds }: Bot, labelOf: (id: string) => string): string {
  const where = source_ids.length === 0 ? "every source" : source_ids.map(labelOf).join(", ");
  const about = `Answers in ${where}. After ${answer_seconds} seconds without an answer agents are asked`;
  return active ? `${about}.` : `Switched off. ${about}.`;
}
