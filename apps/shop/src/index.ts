import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { loadAssets } from "./assets.ts";
import { type IdentityKey, signIdentity } from "./customer.ts";
import { readForm } from "./form-body.ts";
import { renderDocument } from "./layout.ts";
import type { Page } from "./page.ts";
import { type Answer, answerGet, answerPost } from "./router.ts";
import { ordinaryHeaders, strictHeaders } from "./security-headers.ts";
import { chosenSource, cookieHeader, readVisit, type Visit } from "./visit.ts";

export interface ShopOptions {
  /** Where the chat is served, such as `http://127.0.0.1:3000`. */
  readonly beckonUrl: string;
  /** The source that a visit is shown unless it chose another by `?source=`. */
  readonly defaultSourceToken: string;
  /** The key that signs the identities of customers who are signed in. */
  readonly jwt: IdentityKey;
}

export interface ShopServer {
  /** Listens, on a free port when it is 0, and resolves to the port. Rejects when the port is taken. */
  listen(port: number, host: string): Promise<number>;
  /** Ends open connections and stops listening. */
  close(): Promise<void>;
}

/** Purple Shop: a small website of somebody else, which has the chat's snippet on every page. It keeps no state. */
export function createShopServer(options: ShopOptions): ShopServer {
  const handle = createHandler(options);
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error(error);
      if (response.headersSent) response.destroy();
      else sendText(response, 500, "The shop has a problem. Please try again.");
    });
  });
  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, () => {
          server.off("error", reject);
          resolve((server.address() as AddressInfo).port);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createHandler({ beckonUrl, defaultSourceToken, jwt }: ShopOptions) {
  const assets = loadAssets();
  const strict = strictHeaders(new URL(beckonUrl).origin);
  // Made anew with every start: who was signed in before signs in again.
  const sessionKey = randomBytes(32);

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = readUrl(request);
    if (url === undefined) return sendText(response, 400, "This address cannot be read.");
    const asset = assets.get(url.pathname);
    const method = request.method ?? "GET";
    const allowed = asset === undefined ? ["GET", "HEAD", "POST"] : ["GET", "HEAD"];
    if (!allowed.includes(method)) {
      response.setHeader("Allow", allowed.join(", "));
      return sendText(response, 405, "The shop does not understand this request.");
    }
    if (asset !== undefined) {
      const fresh = request.headers["if-none-match"] === asset.etag;
      const headers = { "Content-Type": asset.type, ETag: asset.etag, "Cache-Control": "no-cache" };
      response.writeHead(fresh ? 304 : 200, { ...headers, "X-Content-Type-Options": "nosniff" });
      response.end(fresh ? undefined : asset.body);
      return;
    }
    const visit = await readVisit(request, url, { sessionKey, defaultSourceToken });
    if (method !== "POST") return await send(response, answerGet(url, visit), url, visit);
    const body = await readForm(request);
    if (body.kind === "refused") return refuse(response, body.status);
    await send(response, await answerPost(url.pathname, body.form, visit, sessionKey), url, visit);
  };

  async function send(response: ServerResponse, answer: Answer, url: URL, visit: Visit): Promise<void> {
    const chosen = chosenSource(url);
    const cookies = chosen === undefined ? [] : [cookieHeader("purple_shop_source", chosen)];
    if (answer.kind === "page") return await sendPage(response, answer.page, visit, cookies);
    response.writeHead(answer.permanent ? 301 : 303, {
      ...ordinaryHeaders,
      Location: answer.location,
      "Set-Cookie": [...cookies, ...answer.cookies],
      "Cache-Control": "no-cache",
    });
    response.end();
  }

  async function sendPage(response: ServerResponse, page: Page, visit: Visit, cookies: string[]): Promise<void> {
    const identityToken = visit.customer === undefined ? undefined : await signIdentity(visit.customer, jwt);
    const loaderUrl = new URL(`/chat/${visit.sourceToken}/loader.js`, beckonUrl).href;
    response.writeHead(page.status, {
      ...(page.policy === "strict" ? strict : ordinaryHeaders),
      "Content-Type": "text/html; charset=utf-8",
      // Not "no-store", which would keep the page out of the browser's back-forward cache.
      "Cache-Control": "private, no-cache",
      "Set-Cookie": cookies,
    });
    response.end(renderDocument(page, { visit, loaderUrl, identityToken }));
  }
}

function readUrl({ url }: IncomingMessage): URL | undefined {
  // The host does not matter here; a path of two slashes would be read as one.
  const path = (url ?? "/").replace(/^\/+/, "/");
  return URL.canParse(path, "http://shop") ? new URL(path, "http://shop") : undefined;
}

/** The rest of a body that is not wanted is not read either. */
function refuse(response: ServerResponse, status: 403 | 413 | 415): void {
  response.setHeader("Connection", "close");
  sendText(response, status, "The shop does not take this form.");
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...ordinaryHeaders, "Content-Type": "text/plain; charset=utf-8" });
  response.end(`${text}\n`);
}
