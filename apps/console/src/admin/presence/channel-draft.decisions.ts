import type { ChannelChange, ChannelSettings } from "@beckon/protocol";

/** Limits as they are typed: half a number is a text. */
export interface LimitsDraft {
  soft: number | string;
  hard: number | string;
}

export type ChannelDraft = Record<ChannelSettings["channel"], LimitsDraft>;

export function draftOfChannels(channels: readonly ChannelSettings[]): ChannelDraft {
  const draftOf = (wanted: ChannelSettings["channel"]): LimitsDraft => {
    const found = channels.find(({ channel }) => channel === wanted);
    return { soft: found?.soft_limit ?? "", hard: found?.hard_limit ?? "" };
  };
  return { realtime: draftOf("realtime"), asynchronous: draftOf("asynchronous") };
}

export function bodyOfChannel({ soft, hard }: LimitsDraft): ChannelChange & { soft_limit: number; hard_limit: number } {
  return { soft_limit: Number(soft), hard_limit: Number(hard) };
}

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
  }
  return errors;
}

export function isSameDraft(left: ChannelDraft, right: ChannelDraft): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
