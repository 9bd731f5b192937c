import { ERRORS, type ErrorBody, type ErrorCode } from "@beckon/protocol";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { classifyDatabaseError, DatabaseUnavailableError } from "../platform/database/index.ts";
import { Refusal, type RefusalDetails } from "../platform/refusal.ts";
import { ValidationFailure } from "./validation.ts";

/** The body of an error answer: from the registry, with what is particular to the case. */
function errorBody(code: ErrorCode, { field, reason }: RefusalDetails = {}): ErrorBody {
  const { status, retry, sentence } = ERRORS[code];
  const message = reason === undefined ? sentence : `${sentence} ${reason}`;
  return { error: code, message, status, retry, ...(field === undefined ? {} : { field }) };
}

/** How the framework's own errors are called in our registry. */
const FRAMEWORK_CODES: Record<string, ErrorCode> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "unsupported_media_type",
  FST_ERR_CTP_BODY_TOO_LARGE: "body_too_large",
  FST_ERR_CTP_INVALID_JSON_BODY: "malformed_json",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "malformed_json",
};

/** Everything thrown becomes an answer of the registry; what nobody foresaw is logged and told as internal_error. */
export function answerErrors(server: FastifyInstance): void {
  server.setErrorHandler((error, request, reply) => {
    const { code, details } = refusalOf(error);
    if (code === "internal_error") request.log.error({ err: error }, "request failed");
    return sendError(reply, code, details);
  });
  server.setNotFoundHandler((_request: FastifyRequest, reply) => sendError(reply, "not_found"));
}

export function sendError(reply: FastifyReply, code: ErrorCode, details: RefusalDetails = {}): FastifyReply {
  const body = errorBody(code, details);
  const retryAfterSeconds = details.retryAfterSeconds ?? (body.status === 503 ? 1 : undefined);
  if (retryAfterSeconds !== undefined) reply.header("retry-after", retryAfterSeconds);
  return reply.status(body.status).type("application/json; charset=utf-8").serializer(JSON.stringify).send(body);
}

function refusalOf(error: unknown): { code: ErrorCode; details?: RefusalDetails } {
  if (error instanceof Refusal) return error;
  if (error instanceof DatabaseUnavailableError) return { code: error.code };
  if (!(error instanceof Error)) return { code: "internal_error" };
  if (error instanceof ValidationFailure) {
    return error.part === "params" ? { code: "not_found" } : { code: "invalid_request", details: error.fault };
  }
  if ("code" in error && typeof error.code === "string") {
    const code = FRAMEWORK_CODES[error.code];
    if (code !== undefined) return { code };
    if (classifyDatabaseError(error) === "conflict") return { code: "database_unavailable" };
  }
  return { code: "internal_error" };
}
