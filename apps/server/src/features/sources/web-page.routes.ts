import { ERRORS } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/index.ts";
import { createRateLimiter } from "../../platform/rate-limiter.ts";
import { Refusal } from "../../platform/refusal.ts";
import { findEntrance, type SourceEntrance } from "./entrances.store.ts";
import { completeSettings } from "./settings.decisions.ts";
import type { Sources } from "./sources.service.ts";
import { type FramingHeaders, isFramedByStranger } from "./web-page.decisions.ts";
import { chatPage, refusalPage, type WebPage } from "./web-page.ts";

const Parameters = Type.Object({ token: Type.String({ maxLength: 200 }) });
/** Pages that one address opens in a minute: each token costs a look at its signature. */
const OPENED = { count: 120, windowMs: 60_000 };

export interface WebPageOptions {
  database: Database;
  sources: Sources;
  clock: Clock;
  publicUrl(): string;
  /** Rejects with the reason for a token that proves nobody. */
  prove(policy: SourceEntrance, token: string): Promise<unknown>;
}

/** The page that holds the embedded chat of a source, to be framed by the origins that the source allows. */
export function webPageRoutes(options: WebPageOptions): FastifyPluginAsyncTypebox {
  const { database, sources, publicUrl, prove } = options;
  const opened = createRateLimiter(OPENED, options.clock);

  async function decide(token: string, query: URLSearchParams, headers: FramingHeaders): Promise<WebPage> {
    const [entrance, source] = await Promise.all([findEntrance(database, token), sources.findByToken(token)]);
    if (entrance === null || source === undefined) return refusalPage(404, "There is no chat here at the moment.");
    if (source.mode !== "messaging") return refusalPage(404, "A live chat cannot be shown in a frame.");
    const { frame_origins } = completeSettings(source.settings);
    if (isFramedByStranger(headers, new URL(publicUrl()).origin, frame_origins)) {
      return refusalPage(403, "This website may not show this chat: its address is not among the source's websites.");
    }
    const identity = query.get("jwt_identity") ?? "";
    if (identity === "") return refusalPage(401, ERRORS.identity_unsigned.sentence);
    try {
      await prove(entrance, identity);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { status, sentence } = ERRORS[error.code];
      return refusalPage(status, `The chat cannot start. ${sentence}`);
    }
    return chatPage(publicUrl(), source.token, frame_origins);
  }

  return async (server) => {
    server.get("/chat/:token/web", { schema: { hide: true, params: Parameters } }, async (request, reply) => {
      const verdict = opened.take(request.ip);
      if (verdict.kind === "limited") {
        throw new Refusal("rate_limited", { retryAfterSeconds: verdict.retryAfterSeconds });
      }
      const query = new URLSearchParams(request.url.split("?").slice(1).join("?"));
      const page = await decide(request.params.token, query, request.headers);
      return reply
        .status(page.status)
        .headers({
          "content-type": "text/html; charset=utf-8",
          "content-security-policy": page.policy,
          "referrer-policy": "no-referrer",
          "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
          "cache-control": "no-store",
        })
        .send(page.html);
    });
  };
}
