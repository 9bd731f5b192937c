import { createHmac } from "node:crypto";
import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { findTargetFault, isPublicAddress, PRIVATE } from "./public-addresses.ts";

const TIMEOUT_MS = 10_000;

export interface CallToSend {
  url: string;
  body: string;
  /** Each signs: the one, and while it is being replaced the one before. */
  secrets: readonly string[];
  nowMs: number;
  /** Set by the installation: addresses of its own network, and http. */
  allowPrivate: boolean;
  /** Ends what is under way. */
  ending: AbortSignal;
  /** Of the answer so much is read at most; a longer one fails. 0: none of it is read. */
  answerBytes: number;
}

/** `refused`: by us, and it would be again. */
export type SendOutcome =
  | { kind: "answered"; status: number; answer: string }
  | { kind: "failed" | "refused"; reason: string };

/**
 * `v1=` and the HMAC-SHA256, in hex, of the time, a dot and the body: whoever has the secret knows that both are ours. Of
 * several secrets with commas between.
 */
function signCall(secrets: readonly string[], timestamp: string, body: string): string {
  const sign = (secret: string) => createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  return secrets.map((secret) => `v1=${sign(secret)}`).join(",");
}

/**
 * One call. Redirects are not followed. Names are looked up once, and the connection goes to
 * what was judged: a name that changes in between leads nowhere else.
 */
export function sendCall(call: CallToSend): Promise<SendOutcome> {
  const { url, body, secrets, nowMs, allowPrivate, ending, answerBytes } = call;
  const fault = findTargetFault(url, allowPrivate);
  if (fault !== null) return Promise.resolve({ kind: "refused", reason: fault });
  const target = new URL(url);
  const timestamp = String(Math.floor(nowMs / 1_000));
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "user-agent": "Beckon",
    "beckon-timestamp": timestamp,
    "beckon-signature": signCall(secrets, timestamp, body),
  };
  const request = target.protocol === "https:" ? requestSecure : requestPlain;
  return new Promise((resolve) => {
    const signal = AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ending]);
    const options = { method: "POST", headers, agent: false, signal, lookup: allowPrivate ? lookup : lookupPublic };
    const fail = (error: Error) => {
      if (error instanceof PrivateAddressError) return resolve({ kind: "refused", reason: PRIVATE });
      const reason = signal.aborted ? "It did not answer in time." : sayFailure(error);
      resolve({ kind: "failed", reason });
    };
    const sent = request(target, options, (response) => {
      const status = response.statusCode ?? 0;
      if (answerBytes === 0) {
        response.destroy();
        return resolve({ kind: "answered", status, answer: "" });
      }
      readAnswer(response, answerBytes).then((answer) => {
        if (answer === null) resolve({ kind: "failed", reason: "Its answer is too long." });
        else resolve({ kind: "answered", status, answer });
      }, fail);
    });
    sent.on("error", fail);
    sent.end(body);
  });
}

/** Null when it is longer than it may be: then the rest stays unread. */
async function readAnswer(response: IncomingMessage, mostBytes: number): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response) {
    const read: Buffer = part;
    bytes += read.length;
    if (bytes > mostBytes) return null;
    parts.push(read);
  }
  return Buffer.concat(parts).toString("utf8");
}

class PrivateAddressError extends Error {}

type LookedUp = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

function lookupPublic(hostname: string, options: LookupOptions, done: LookedUp): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) return done(error ?? new Error("no address"), "");
    if (!addresses.every(({ address }) => isPublicAddress(address))) return done(new PrivateAddressError(), "");
    if (options.all === true) done(null, addresses);
    else done(null, first.address, first.family);
  });
}

/** For the log: what went wrong, without what the system says of its own network. */
function sayFailure(error: Error & { code?: string }): string {
  switch (error.code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "There is no such host.";
    case "ECONNREFUSED":
    case "ECONNRESET":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "ETIMEDOUT":
      return "It could not be reached.";
    default:
      return /^(CERT|ERR_TLS|DEPTH|SELF_SIGNED|UNABLE_TO)/.test(error.code ?? "")
        ? "Its certificate is not valid."
        : "The call failed.";
  }
}
