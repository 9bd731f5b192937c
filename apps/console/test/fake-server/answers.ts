import type { ErrorBody } from "@beckon/protocol";

/** What a part of the fake server answers; null from it stands for a route that is none of its own. */
export type Answer = { status: number; body: unknown };

export function listOf<Row>(records: readonly Row[]): Answer {
  return { status: 200, body: { count: records.length, offset: 0, limit: 150, records } };
}

export function refusal(status: number, error: string, message: string, field?: string): Answer {
  const body: ErrorBody = { error, message, status, retry: false, ...(field === undefined ? {} : { field }) };
  return { status, body };
}

export const missing = refusal(404, "not_found", "There is nothing here.");
