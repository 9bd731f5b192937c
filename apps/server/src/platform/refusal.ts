import type { ErrorCode } from "@beckon/protocol";

export interface RefusalDetails {
  /** The field that the refusal is about, as a path with dots: `conditions.0.operator`. */
  field?: string;
  /** What is wrong, one sentence for the person who reads it. It follows the registry's sentence. */
  reason?: string;
  /** When trying again can help, for the `retry-after` header. */
  retryAfterSeconds?: number;
}

/**
 * What was asked will not be done, and the asker is told why. `code` is one of the protocol's registry, which
 * knows the status, the sentence and whether to retry. Everything thrown that is no refusal is a defect or an
 * outage.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ErrorCode;
  readonly details: RefusalDetails;

  constructor(code: ErrorCode, details: RefusalDetails = {}) {
    super(details.reason === undefined ? code : `${code}: ${details.reason}`);
    this.code = code;
    this.details = details;
  }
}
