import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { PreparedAnswer } from "../platform/prepared-answer.ts";
import { PUBLIC_HEADERS } from "./security-headers.ts";
import { sendPrepared } from "./send-prepared.ts";

export interface DirectAnswers {
  /** The loader of a source, at once where it is in memory. */
  loader(sourceToken: string): PreparedAnswer | Promise<PreparedAnswer>;
  /** The probability, 0…1, with which a trigger's offer is to be made; null when the question names no trigger. */
  availability(sourceToken: string, triggerId: string | null): number | Promise<number>;
  /** The file or page at a path, without its query; undefined for all others. */
  file(path: string): PreparedAnswer | undefined;
  /** Told of each answer, for the metrics. */
  onAnswer(kind: "loader" | "availability" | "file"): void;
  logger: Logger;
}

const SOURCE_PREFIX = "/chat/";
const LOADER_SUFFIX = "/loader.js";
const AVAILABILITY_SUFFIX = "/availability";
const TRIGGER_PARAMETER = /[?&]trigger=([^&]*)/;

const AVAILABILITY_HEADERS = {
  ...PUBLIC_HEADERS,
  "content-type": "application/json; charset=utf-8",
  "cache-control": "no-store",
};

/**
 * Answers the hot GETs (loaders, availability, assets, the console's files) straight from memory, in front of the framework,
 * which gets everything else. They need no caller, no validation and no log line, and this is several times as fast.
 */
export function answerDirectly(direct: DirectAnswers, next: RequestListener): RequestListener {
  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") return next(request, response);
    const url = request.url ?? "";
    const path = pathOf(url);
    if (path.startsWith(SOURCE_PREFIX) && path.endsWith(AVAILABILITY_SUFFIX)) {
      const sourceToken = path.slice(SOURCE_PREFIX.length, -AVAILABILITY_SUFFIX.length);
      direct.onAnswer("availability");
      const probability = direct.availability(sourceToken, TRIGGER_PARAMETER.exec(url)?.[1] ?? null);
      if (typeof probability === "number") sendAvailability(request, response, probability);
      else sendLater(direct.logger, response, probability, (known) => sendAvailability(request, response, known));
      return;
    }
    if (path.startsWith(SOURCE_PREFIX) && path.endsWith(LOADER_SUFFIX)) {
      const sourceToken = path.slice(SOURCE_PREFIX.length, -LOADER_SUFFIX.length);
      direct.onAnswer("loader");
      const answer = direct.loader(sourceToken);
      if (answer instanceof Promise)
        sendLater(direct.logger, response, answer, (ready) => sendPrepared(request, response, ready));
      else sendPrepared(request, response, answer);
      return;
    }
    const file = direct.file(path);
    if (file === undefined) return next(request, response);
    direct.onAnswer("file");
    sendPrepared(request, response, file);
  };
}

function sendAvailability(request: IncomingMessage, response: ServerResponse, probability: number): void {
  const body = JSON.stringify({ probability });
  response.writeHead(200, { ...AVAILABILITY_HEADERS, "content-length": body.length });
  if (request.method === "HEAD") response.end();
  else response.end(body);
}

function sendLater<Answer>(
  logger: Logger,
  response: ServerResponse,
  answer: Promise<Answer>,
  send: (answer: Answer) => void,
): void {
  answer.then(send).catch((error: unknown) => {
    logger.error({ err: error }, "an answer could not be sent");
    response.destroy();
  });
}

function pathOf(url: string): string {
  const query = url.indexOf("?");
  return query === -1 ? url : url.slice(0, query);
}
