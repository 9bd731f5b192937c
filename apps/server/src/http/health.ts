import Type from "typebox";
import type { Database } from "../platform/database/index.ts";
import { isLoopback } from "../platform/environment.ts";
import type { Metrics } from "../platform/metrics.ts";
import { Refusal } from "../platform/refusal.ts";
import type { HttpServer } from "./server.ts";

const Readiness = Type.Object({ status: Type.String(), reason: Type.Optional(Type.String()) });

/**
 * `/healthz`: the process answers. `/readyz`: it can serve, which needs everything to be started (the demo's accounts
 * too) and a database that takes writes. `/metrics`: for a Prometheus on this machine. None of them tells anything of a domain.
 */
export function addHealthRoutes(
  server: HttpServer,
  { database, metrics, isStarted }: { database: Database; metrics: Metrics; isStarted(): boolean },
) {
  server.get("/healthz", { schema: { hide: true, response: { 200: Readiness } } }, async () => ({ status: "ok" }));

  server.get(
    "/readyz",
    { schema: { hide: true, response: { 200: Readiness, 503: Readiness } } },
    async (_request, reply) => {
      if (!isStarted()) return reply.status(503).send({ status: "starting" });
      const state = database.state();
      if (state.kind === "ready") return { status: "ready" };
      return reply.status(503).send({ status: state.kind, ...("reason" in state ? { reason: state.reason } : {}) });
    },
  );

  server.get("/metrics", { schema: { hide: true } }, async (request, reply) => {
    // A proxy on this machine looks like this machine: it says so by the header that it adds.
    const isForwarded = "x-forwarded-for" in request.headers || "forwarded" in request.headers;
    if (isForwarded || !isLoopback(request.ip.replace(/^::ffff:/, ""))) throw new Refusal("not_found");
    const { contentType, body } = await metrics.render();
    return reply.type(contentType).send(body);
  });
}
