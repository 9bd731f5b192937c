import { ERRORS, type ErrorBody } from "@beckon/protocol";

/** A request that did not succeed, with a sentence for the person at the screen. */
export class RequestError extends Error {
  /** The HTTP status; 0 when the server could not be reached. */
  readonly status: number;
  readonly code: string;
  /** The field that a 422 is about. */
  readonly field: string | null;

  constructor(body: { error: string; message: string; status: number; field?: string | undefined }) {
    super(withoutPreamble(body.message));
    this.name = "RequestError";
    this.status = body.status;
    this.code = body.error;
    this.field = body.field ?? null;
  }
}

/** That something is wrong is said by where it is said: what remains is what. */
function withoutPreamble(message: string): string {
  const preamble = `${ERRORS.invalid_request.sentence} `;
  return message.startsWith(preamble) ? message.slice(preamble.length) : message;
}

/**
 * Calls the API with the session's cookie. The answer's shape is the server's promise and not checked again here.
 * Throws `RequestError`, for an unreachable server too.
 */
export async function request<Answer>(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  options: { body?: unknown; signal?: AbortSignal } = {},
): Promise<Answer> {
  const response = await reach(method, path, options);
  const text = await response.text().catch(() => "");
  const value = parse(text);
  if (!response.ok) throw new RequestError(isErrorBody(value) ? value : unreadableAnswer(response.status));
  return value as Answer;
}

async function reach(
  method: string,
  path: string,
  { body, signal }: { body?: unknown; signal?: AbortSignal },
): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      credentials: "same-origin",
      ...(signal === undefined ? {} : { signal }),
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new RequestError({
      error: "unreachable",
      status: 0,
      message: "The server cannot be reached. Check the connection and try again.",
    });
  }
}

function parse(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function isErrorBody(value: unknown): value is ErrorBody {
  return typeof value === "object" && value !== null && "error" in value && "message" in value && "status" in value;
}

function unreadableAnswer(status: number) {
  return { error: "unreadable_answer", status, message: "The server gave no readable answer. Try again in a moment." };
}
