import type { ChannelChange, ChannelLimits, ChannelSettings } from "@beckon/protocol";
import { readDuration, sayDuration } from "../settings/duration.decisions.ts";

/** Limits as they are typed: half a number is a text. */
export interface LimitsDraft {
  soft: number | string;
  hard: number | string;
}

/** Both times are texts such as `10m`; no timeout: never. */
export type ChannelFields = LimitsDraft & { timeout: string; giveBack: string };
export type ChannelDraft = Record<ChannelSettings["channel"], ChannelFields>;

export function draftOfChannels(channels: readonly ChannelSettings[]): ChannelDraft {
  const draftOf = (wanted: ChannelSettings["channel"]): ChannelFields => {
    const found = channels.find(({ channel }) => channel === wanted);
    const seconds = found?.task_timeout_seconds ?? null;
    const timeout = seconds === null ? "" : sayDuration(seconds);
    const giveBack = found === undefined ? "" : sayDuration(found.give_back_seconds);
    return { soft: found?.soft_limit ?? "", hard: found?.hard_limit ?? "", timeout, giveBack };
  };
  return { realtime: draftOf("realtime"), asynchronous: draftOf("asynchronous") };
}

export function bodyOfLimits({ soft, hard }: LimitsDraft): ChannelLimits {
  return { soft_limit: Number(soft), hard_limit: Number(hard) };
}

export function bodyOfChannel(fields: ChannelFields): ChannelChange {
  return {
    ...bodyOfLimits(fields),
    task_timeout_seconds: isNever(fields) ? null : readDuration(fields.timeout),
    give_back_seconds: Number(readDuration(fields.giveBack)),
  };
}

const isNever = ({ timeout }: ChannelFields) => timeout.trim() === "";

/** What is wrong with a pair of limits: one sentence, and of which it is said. */
export function judgeLimits({ soft, hard }: LimitsDraft): { field: "soft" | "hard"; sentence: string } | null {
  for (const field of ["soft", "hard"] as const) {
    const value = field === "soft" ? soft : hard;
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > 100) {
      return { field, sentence: "Use a whole number from 0 to 100." };
    }
  }
  return Number(hard) < Number(soft) ? { field: "hard", sentence: "It cannot be below the soft limit." } : null;
}

export function findChannelErrors(draft: ChannelDraft): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [channel, limits] of Object.entries(draft)) {
    const fault = judgeLimits(limits);
    if (fault !== null) errors[`${channel}.${fault.field}`] = fault.sentence;
    const seconds = readDuration(limits.timeout);
    if (!isNever(limits) && (seconds === null || seconds < 10 || seconds > 604_800)) {
      errors[`${channel}.timeout`] = "Write a time such as 10m, from 10s to a week, or nothing for never.";
    }
    const absence = readDuration(limits.giveBack);
    if (absence === null || absence < 30 || absence > 604_800) {
      errors[`${channel}.giveBack`] = "Write a time such as 2m, from 30s to a week.";
    }
  }
  return errors;
}

export function isSameDraft(left: ChannelDraft, right: ChannelDraft): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
