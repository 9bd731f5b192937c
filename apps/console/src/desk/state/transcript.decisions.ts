import type { Message } from "@beckon/protocol";

/**
 * What this console has of one thread: one run of consecutive numbers, nothing beside it. A message that would
 * leave a hole is not kept: its number is, so that the hole is asked for.
 */
export interface Transcript {
  /** The server has answered at least once: an empty transcript is then really empty. */
  listed: boolean;
  /** The run that is known; both are 0 while nothing is. */
  firstNumber: number;
  lastNumber: number;
  /** The greatest number that was ever heard of. Above `lastNumber`: something is missing. */
  threadLastNumber: number;
  /** Ascending by number. May have fewer entries than the run, should the reader not be allowed to see some. */
  messages: readonly Message[];
  visitorReadNumber: number;
  agentReadNumber: number;
}

export interface ListedRange {
  first_number: number;
  last_number: number;
  thread_last_number: number;
  messages: readonly Message[];
}

export const emptyTranscript: Transcript = {
  listed: false,
  firstNumber: 0,
  lastNumber: 0,
  threadLastNumber: 0,
  messages: [],
  visitorReadNumber: 0,
  agentReadNumber: 0,
};

/** Takes one pushed message: the next one is appended, a known one is the same one, a later one shows a gap. */
export function addMessage(transcript: Transcript, message: Message): Transcript {
  const noted = noteLastNumber(transcript, message.number);
  // Nothing is known yet: the listing that was asked for brings this message too.
  if (transcript.lastNumber === 0 && message.number !== 1) return noted;
  if (message.number !== transcript.lastNumber + 1) return noted;
  return {
    ...noted,
    firstNumber: transcript.firstNumber === 0 ? message.number : transcript.firstNumber,
    lastNumber: message.number,
    messages: [...transcript.messages, message],
  };
}

/** Joins a listed range on to the known run where they touch or overlap; a range apart from it is left out. */
export function addRange(transcript: Transcript, range: ListedRange): Transcript {
  const noted: Transcript = { ...noteLastNumber(transcript, range.thread_last_number), listed: true };
  const { first_number: first, last_number: last } = range;
  if (last < first || last === 0) return noted;
  if (noted.lastNumber === 0) {
    return noteLastNumber({ ...noted, firstNumber: first, lastNumber: last, messages: range.messages }, last);
  }
  if (first > noted.lastNumber + 1 || last < noted.firstNumber - 1) return noteLastNumber(noted, last);
  const older = range.messages.filter((message) => message.number < noted.firstNumber);
  const newer = range.messages.filter((message) => message.number > noted.lastNumber);
  const joined: Transcript = {
    ...noted,
    firstNumber: Math.min(first, noted.firstNumber),
    lastNumber: Math.max(last, noted.lastNumber),
    messages: older.length + newer.length === 0 ? noted.messages : [...older, ...noted.messages, ...newer],
  };
  return noteLastNumber(joined, joined.lastNumber);
}

export function noteLastNumber(transcript: Transcript, number: number): Transcript {
  return number > transcript.threadLastNumber ? { ...transcript, threadLastNumber: number } : transcript;
}

/** Read numbers only grow, so receipts may come late, twice or in any order. */
export function noteRead(transcript: Transcript, reader: "visitor" | "agent", number: number): Transcript {
  const key = reader === "visitor" ? "visitorReadNumber" : "agentReadNumber";
  return number > transcript[key] ? { ...transcript, [key]: number } : transcript;
}

export function hasGap(transcript: Transcript): boolean {
  return transcript.threadLastNumber > transcript.lastNumber;
}

export function hasOlder(transcript: Transcript): boolean {
  return transcript.firstNumber > 1;
}

/** The last time that a gap was asked about, and how far the transcript went then. */
export interface GapInquiry {
  afterNumber: number;
  askedAtMs: number;
}

/** A lost hint heals within this time; also the pause before the same question is asked again. */
const GAP_PATIENCE_MS = 2_000;

/**
 * Whether to ask for what is missing. While the answer is still coming in pages it is not asked again: progress
 * counts as an answer.
 */
export function decideGapInquiry(
  transcript: Transcript,
  inquiry: GapInquiry | null,
  nowMs: number,
): { kind: "complete" } | { kind: "ask"; inquiry: GapInquiry } | { kind: "wait"; inquiry: GapInquiry } {
  if (!hasGap(transcript)) return { kind: "complete" };
  const asked = { afterNumber: transcript.lastNumber, askedAtMs: nowMs };
  if (inquiry === null) return { kind: "ask", inquiry: asked };
  if (inquiry.afterNumber < transcript.lastNumber) return { kind: "wait", inquiry: asked };
  return nowMs - inquiry.askedAtMs >= GAP_PATIENCE_MS ? { kind: "ask", inquiry: asked } : { kind: "wait", inquiry };
}
