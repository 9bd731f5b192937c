import { ERRORS, type ErrorCode, type RefusalReason } from "@beckon/protocol";
import { classifyDatabaseError, DatabaseUnavailableError } from "../platform/database/index.ts";
import { Refusal } from "../platform/refusal.ts";

/** What a frame says of an error: the registry's words, and the reason when there is one. */
export function toRefusalReason(code: ErrorCode, reason?: string): RefusalReason {
  const { sentence, retry } = ERRORS[code];
  return { code, message: reason === undefined ? sentence : `${sentence} ${reason}`, retry };
}

/** SQLSTATE class 22: a value that has the right shape but that the database does not take, such as the 30th of February. */
const isDataException = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("22");

/**
 * What a frame's failure means: `refused` tells the sender; `resume_later` ends the connection, since nothing is
 * known of the outcome and the sender does best to come back and send again; `defect` is ours to mend.
 */
export type FrameFailure =
  | { kind: "refused"; reason: RefusalReason }
  | { kind: "resume_later" }
  | { kind: "defect"; reason: RefusalReason };

export function judgeFailure(error: unknown): FrameFailure {
  if (error instanceof Refusal) {
    return { kind: "refused", reason: toRefusalReason(error.code, error.details.reason) };
  }
  if (error instanceof DatabaseUnavailableError && error.code === "database_full") {
    return { kind: "refused", reason: toRefusalReason("database_full") };
  }
  if (classifyDatabaseError(error) === "unavailable") return { kind: "resume_later" };
  if (isDataException(error)) return { kind: "refused", reason: toRefusalReason("frame_invalid") };
  return { kind: "defect", reason: toRefusalReason("internal_error") };
}
