import type { Permission, SourcePermission } from "@beckon/protocol";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { RateLimiter } from "../../platform/rate-limiter.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Accounts } from "./accounts.service.ts";
import type { Caller } from "./callers.ts";
import { judgeOrigin } from "./origins.decisions.ts";
import { holdsForSource, visibleSources } from "./rights.decisions.ts";
import { writeSessionCookie } from "./session-cookie.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Set before any handler of a route that is not public; read it with `callerOf`. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** Any of these opens the route; a route that says nothing is for every user, `public` for everybody. */
    access?: readonly Permission[] | "public";
    /** Bots use no other routes, whatever they hold. */
    bots?: true;
  }
}

/** Route option: only who holds (any of) these. `server.patch(path, { ...requirePermission("manage_messaging"), … })` */
export function requirePermission(...anyOf: [Permission, ...Permission[]]): { config: { access: Permission[] } } {
  return { config: { access: anyOf } };
}

/** Route option: bots may use it too. */
export const openToBots: { config: { bots: true } } = { config: { bots: true } };

/** Within a handler: refuses with not_permitted whoever lacks it. */
export function assertPermission({ rights }: Pick<Caller, "rights">, permission: Permission): void {
  if (!rights.permissions.has(permission)) throw new Refusal("not_permitted");
}

/**
 * For what is done in a source or its threads: refuses with not_found when the caller may not even read there, and with
 * not_permitted when reading is all that they may.
 */
export function assertSourcePermission(
  { rights }: Pick<Caller, "rights">,
  sourceId: string,
  permission: SourcePermission,
): void {
  if (!holdsForSource(rights, sourceId, "read")) throw new Refusal("not_found");
  if (!holdsForSource(rights, sourceId, permission)) throw new Refusal("not_permitted");
}

/** Route option: no caller is needed, and none is looked for. */
export const publicRoute: { config: { access: "public" } } = { config: { access: "public" } };

/** The caller of a route that is not public. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Refusal("not_authenticated");
  return request.caller;
}

/** For a source's own settings: refuses with not_found whoever may not see them. */
export function assertVisibleSource({ rights }: Pick<Caller, "rights">, sourceId: string): void {
  if (visibleSources(rights)?.includes(sourceId) === false) throw new Refusal("not_found");
}

export interface AccessOptions {
  accounts: Accounts;
  /** Requests of one session or token. */
  requests: RateLimiter;
  publicUrl(): string;
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Guards every route that is added to `server` from now on: it has to say `public` itself to be open. Unsafe
 * methods are refused to pages of other origins; who has only a cookie must come from a page of ours.
 */
export function guardRoutes(server: FastifyInstance, { accounts, requests, publicUrl }: AccessOptions): void {
  server.decorateRequest("caller", null);
  server.addHook("onRequest", async (request, reply) => {
    const publicOrigin = publicUrl();
    const isUnsafe = !SAFE_METHODS.has(request.method);
    const origin = judgeOrigin(request.headers, publicOrigin);
    if (isUnsafe && origin === "foreign") throw new Refusal("origin_refused");

    const access = request.routeOptions.config.access ?? [];
    if (access === "public") return;
    const authentication = await accounts.authenticateRequest(request.headers);
    if (authentication === null) throw new Refusal("not_authenticated");
    const { caller, rotatedSecret } = authentication;
    if (caller.kind === "bot" && request.routeOptions.config.bots !== true) throw new Refusal("not_permitted");
    if (rotatedSecret !== null) {
      reply.header("set-cookie", writeSessionCookie(rotatedSecret, publicOrigin.startsWith("https:")));
    }
    if (isUnsafe && caller.credential.kind === "session" && origin !== "own") throw new Refusal("origin_refused");

    const verdict = requests.take(caller.credential.id);
    if (verdict.kind === "limited") {
      throw new Refusal("rate_limited", { retryAfterSeconds: verdict.retryAfterSeconds });
    }
    if (access.length > 0 && !access.some((permission) => caller.rights.permissions.has(permission))) {
      throw new Refusal("not_permitted");
    }
    request.caller = caller;
  });
}
