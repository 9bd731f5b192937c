import type { IncomingMessage, ServerResponse } from "node:http";
import type { PreparedAnswer, Variant } from "../platform/prepared-answer.ts";

/** Gives a prepared answer over the bare socket: no framework, no hooks, nothing computed that is not needed. */
export function sendPrepared(request: IncomingMessage, response: ServerResponse, answer: PreparedAnswer): void {
  const variant = chooseVariant(answer, request.headers["accept-encoding"]);
  if (hasTag(request.headers["if-none-match"], variant.etag)) {
    const { "content-length": _, "content-encoding": __, "content-type": ___, ...headers } = variant.headers;
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, variant.headers);
  if (request.method === "HEAD") response.end();
  else response.end(variant.body);
}

type Preference = "br" | "gzip" | "identity";

/** Browsers send a handful of different headers: each is understood once. Bounded, since anybody can send more. */
const preferences = new Map<string, Preference>();
const PREFERENCES_LIMIT = 1_000;

function chooseVariant(answer: PreparedAnswer, acceptEncoding: string | string[] | undefined): Variant {
  const header = typeof acceptEncoding === "string" ? acceptEncoding : "";
  let preference = preferences.get(header);
  if (preference === undefined) {
    preference = readPreference(header);
    if (preferences.size < PREFERENCES_LIMIT) preferences.set(header, preference);
  }
  if (preference === "br") return answer.br ?? answer.gzip ?? answer.identity;
  return preference === "gzip" ? (answer.gzip ?? answer.identity) : answer.identity;
}

/** The best of what is accepted at all (RFC 9110 weights above 0): whoever takes brotli also takes gzip in practice. */
function readPreference(header: string): Preference {
  const accepted = header
    .toLowerCase()
    .split(",")
    .map((part) => part.split(";").map((piece) => piece.trim()))
    .filter(([, weight]) => weight === undefined || Number(weight.replace("q=", "")) > 0)
    .map(([name]) => name);
  if (accepted.includes("br")) return "br";
  return accepted.includes("gzip") || accepted.includes("*") ? "gzip" : "identity";
}

function hasTag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch === etag || ifNoneMatch === "*") return true;
  return ifNoneMatch.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}
