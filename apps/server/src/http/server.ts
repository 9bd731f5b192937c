import { createServer } from "node:http";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import type { Logger } from "pino";
import { newId } from "../platform/identifiers.ts";
import type { Metrics } from "../platform/metrics.ts";
import { Refusal } from "../platform/refusal.ts";
import { answerDirectly, type DirectAnswers } from "./direct-answers.ts";
import { answerErrors, sendError } from "./error-answers.ts";
import { answerHeaders } from "./security-headers.ts";
import { compileValidator } from "./validation.ts";

export interface HttpServerOptions {
  logger: Logger;
  metrics: Metrics;
  publicUrl(): string;
  direct: Pick<DirectAnswers, "loader" | "availability" | "file">;
}

export type HttpServer = ReturnType<typeof createHttpServer>;

/** The largest item has 40 KB of HTML and CSS; escaped, it stays far below. */
const BODY_LIMIT_BYTES = 256 * 1024;
/** Headers that have not arrived by then are somebody keeping a socket busy. */
const HEADERS_TIMEOUT_MS = 30_000;
/** The same for whole requests: a file of 10 MB takes a slow phone minutes. */
const REQUEST_TIMEOUT_MS = 300_000;
/** Longer than the usual proxies keep theirs, so that none sends into a connection that has just been closed. */
const KEEP_ALIVE_MS = 72_000;
/** What is under way when it stops has so long to end. */
const STOPPING_LIMIT_MS = 10_000;

/** The server with everything that holds for all routes, and no routes: validation, errors, headers, logs. */
export function createHttpServer({ logger, metrics, publicUrl, direct }: HttpServerOptions) {
  const directAnswers = metrics.counter({
    name: "beckon_direct_answers_total",
    help: "Loaders, availability and files answered from memory",
    labelNames: ["kind"],
  });
  const counters = {
    loader: directAnswers.labels("loader"),
    availability: directAnswers.labels("availability"),
    file: directAnswers.labels("file"),
  };
  const durations = metrics.histogram({
    name: "beckon_http_request_duration_seconds",
    help: "Time from a request to the end of its answer, by route",
    labelNames: ["method", "route", "status"],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
  });

  const requestLogger: FastifyBaseLogger = logger;
  const headersOf = (url: string) => answerHeaders(url, publicUrl().startsWith("https:"));
  const server: FastifyInstance = fastify({
    loggerInstance: requestLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newId,
    requestIdHeader: false,
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: "idle",
    return503OnClosing: false,
    // An address that cannot be decoded: no hook and no route has seen it.
    frameworkErrors: (_error, request, reply) => {
      sendError(reply.headers(headersOf(request.url)), "not_found");
    },
    serverFactory: (handler) =>
      createServer(
        { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_MS },
        answerDirectly({ ...direct, logger, onAnswer: (kind) => counters[kind].inc() }, handler),
      ),
  });

  server.setValidatorCompiler(compileValidator);
  acceptOnlyJson(server);
  answerErrors(server);

  let isStopping = false;
  server.addHook("preClose", async () => {
    isStopping = true;
    // Whoever sends no end of a request, or reads none of its answer, does not keep it from stopping.
    setTimeout(() => server.server.closeAllConnections(), STOPPING_LIMIT_MS).unref();
  });
  server.addHook("onRequest", async (request, reply) => {
    reply.headers({ ...headersOf(request.url), "x-request-id": request.id });
    if (isStopping) throw new Refusal("server_stopping");
  });
  // The route's pattern is logged, not the address: addresses carry ids, and queries carry more than that.
  server.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    const status = reply.statusCode;
    durations.labels(request.method, route, String(status)).observe(reply.elapsedTime / 1000);
    request.log.debug({ method: request.method, route, status, elapsedMs: reply.elapsedTime }, "request answered");
  });
  return server.withTypeProvider<TypeBoxTypeProvider>();
}

/** Bodies are JSON or refused. An empty one is no body, whatever its content type says. */
function acceptOnlyJson(server: FastifyInstance): void {
  const parseJson = server.getDefaultJsonParser("error", "error");
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<string>("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") done(null, undefined);
    else parseJson(request, body, done);
  });
}
