import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type ErrorBody,
  PERMISSIONS,
  type Permission,
  SOURCE_PERMISSIONS,
  type Source,
  type SourceChange,
  type User,
} from "@beckon/protocol";
import { CLOSE_CODES } from "@beckon/protocol/constants";
import { WebSocketServer } from "ws";
import { FakeAudit } from "./fake-audit.ts";
import { FakeCategories } from "./fake-categories.ts";
import { FakeCommunities } from "./fake-communities.ts";
import { FakeDesk } from "./fake-desk.ts";
import { FakePeople } from "./fake-people.ts";
import { FakePersons } from "./fake-persons.ts";
import { FakeSettings } from "./fake-settings.ts";
import { FakeTags } from "./fake-tags.ts";
import { FakeTargeting } from "./fake-targeting.ts";
import { FakeTranslations } from "./fake-translations.ts";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};
/** Stricter than a server needs to be: whatever runs under this runs under any of them. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface FakeServer {
  url: string;
  desk: FakeDesk;
  targeting: FakeTargeting;
  audit: FakeAudit;
  communities: FakeCommunities;
  categories: FakeCategories;
  tags: FakeTags;
  translations: FakeTranslations;
  people: FakePeople;
  settings: FakeSettings;
  sources: Source[];
  /** By the id of the user; administrators hold all, others none that are not set here. */
  permissions: Map<string, Permission[]>;
  /** Ends every session, as an administrator or time may. */
  endSessions(): void;
  /** Holds back or refuses the next answers to `PATCH /api/v1/sources/…`. */
  refuseNextChange(error: ErrorBody): void;
  close(): Promise<void>;
}

/** Speaks the routes and frames of the real server with made-up data. `users`: e-mail → user; every password is right but "wrong". */
export async function startFakeServer(users: User[], sources: Source[]): Promise<FakeServer> {
  const sessions = new Map<string, User>();
  const desk = new FakeDesk();
  const targeting = new FakeTargeting(sources);
  const audit = new FakeAudit();
  const communities = new FakeCommunities();
  const categories = new FakeCategories();
  const tags = new FakeTags();
  const translations = new FakeTranslations();
  const people = new FakePeople(users);
  const settings = new FakeSettings();
  const persons = new FakePersons(desk);
  const permissions = new Map<string, Permission[]>();
  const permissionsOf = ({ id, role }: User) =>
    permissions.get(id) ?? (role === "administrator" ? [...PERMISSIONS] : []);
  let refusedChange: ErrorBody | null = null;

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (!url.pathname.startsWith("/api/")) return sendFile(url.pathname, response);
    const route = `${request.method} ${url.pathname.replace("/api/v1", "")}`;
    if (route === "POST /session") return logIn(await readJson(request), response);
    const token = tokenOf(request);
    const user = sessions.get(token);
    if (user === undefined) return refuse(response, 401, "not_authenticated", "Sign in first, or send a valid token.");
    if (route === "DELETE /session") {
      sessions.delete(token);
      response.writeHead(204).end();
      return;
    }
    if (route === "GET /me") {
      const rights = { permissions: permissionsOf(user), source_permissions: SOURCE_PERMISSIONS, sources: [] };
      return send(response, 200, { ...user, ...rights });
    }
    if (route === "GET /sources") return send(response, 200, list(sources, 0, sources.length));
    if (route === "GET /threads") {
      const sourceId = url.searchParams.get("source_id");
      const ids = url.searchParams.get("ids")?.split(",");
      const found = desk
        .inFolder(url.searchParams.get("folder_id"))
        .filter((thread) => sourceId === null || thread.source_id === sourceId)
        .filter(({ id }) => ids === undefined || ids.includes(id));
      const offset = Number(url.searchParams.get("offset") ?? 0);
      const listed = list(found, offset, Number(url.searchParams.get("limit") ?? 30));
      return send(response, 200, { ...listed, as_of: desk.asOf() });
    }
    if (route === "GET /folders") return send(response, 200, list(desk.folders, 0, 150));
    if (route === "GET /folders/counts") {
      const records = desk.folders.map(({ id }) => ({ folder_id: id, count: desk.inFolder(id).length }));
      return send(response, 200, { records });
    }
    if (route === "GET /mentions") return send(response, 200, list([], 0, 100));
    if (/^GET \/threads\/[\w-]+\/colleagues$/.test(route)) {
      return send(response, 200, {
        records: users.map(({ id, firstname }) => ({ id, name: firstname, avatar_url: null })),
      });
    }
    if (/^GET \/threads\/[\w-]+\/message_categories$/.test(route)) return send(response, 200, { records: [] });
    if (route === "GET /tasks") {
      const found = desk.tasksIn(url.searchParams.get("folder"), user);
      return send(response, 200, list(found, 0, 150));
    }
    const task = desk.tasks.find(({ id }) => route === `GET /tasks/${id}`);
    if (task !== undefined) return send(response, 200, task);
    const pageViews = /^GET \/threads\/([\w-]+)\/page_views$/.exec(route);
    if (pageViews)
      return send(response, 200, { records: desk.threads.get(pageViews[1] ?? "")?.pageViews.toReversed() ?? [] });
    const change = /^PATCH \/sources\/([\w-]+)$/.exec(route);
    if (change) return changeSource(change[1] ?? "", await readJson(request), response);
    const body = request.method === "GET" ? null : await readJson(request);
    const method = request.method ?? "";
    const answered =
      targeting.answer(method, url, body, user) ??
      communities.answer(method, url, body) ??
      people.answer(method, url, body) ??
      categories.answer(method, url, body) ??
      tags.answer(method, url) ??
      translations.answer(method, url, body, (messageId) => findBody(messageId)) ??
      persons.answer(method, url) ??
      settings.answer(method, url, body) ??
      audit.answer(url);
    if (answered !== null) return send(response, answered.status, answered.body);
    refuse(response, 404, "not_found", "There is nothing here, or nothing that you may see.");
  }

  function findBody(messageId: string): string {
    const messages = [...desk.threads.values()].flatMap((thread) => thread.messages);
    return messages.find(({ id }) => id === messageId)?.body ?? "";
  }

  function logIn(body: unknown, response: ServerResponse): void {
    const { email, password } = body as { email: string; password: string };
    const user = users.find((entry) => entry.email === email);
    if (user === undefined || password === "wrong") {
      refuse(response, 401, "login_failed", "The e-mail address or the password is not right.");
      return;
    }
    const token = crypto.randomUUID();
    sessions.set(token, user);
    response.setHeader("set-cookie", `beckon_session=${token}; Path=/; HttpOnly; SameSite=Strict`);
    send(response, 200, user);
  }

  function changeSource(id: string, body: unknown, response: ServerResponse): void {
    if (refusedChange !== null) {
      const error = refusedChange;
      refusedChange = null;
      send(response, error.status, error);
      return;
    }
    const index = sources.findIndex((source) => source.id === id);
    const source = sources[index];
    if (source === undefined) {
      refuse(response, 404, "not_found", "There is nothing here.");
      return;
    }
    const { appearance, analytics, ...rest } = body as SourceChange;
    const changed = {
      ...source,
      ...rest,
      appearance: { ...source.appearance, ...appearance },
      analytics: { ...source.analytics, ...analytics },
    } as Source;
    sources[index] = changed;
    send(response, 200, changed);
  }

  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    const user = sessions.get(tokenOf(request));
    if (user === undefined) return socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
    sockets.handleUpgrade(request, socket, head, (peer) => desk.accept(peer, user));
  });

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    desk,
    targeting,
    audit,
    communities,
    categories,
    tags,
    translations,
    people,
    settings,
    sources,
    permissions,
    endSessions() {
      sessions.clear();
      desk.closeConnections(CLOSE_CODES.not_authorised);
    },
    refuseNextChange(error) {
      refusedChange = error;
    },
    async close() {
      desk.closeConnections(CLOSE_CODES.server_stopping);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function sendFile(pathname: string, response: ServerResponse): Promise<void> {
  const name = pathname.startsWith("/console-assets/") ? pathname.slice(1) : "index.html";
  const content = await readFile(join(dist, name)).catch(() => null);
  if (content === null) {
    response.writeHead(404).end("Not built: run `vite build` in apps/console.");
    return;
  }
  response.writeHead(200, {
    "content-type": types[extname(name)] ?? "application/octet-stream",
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
  });
  response.end(content);
}

function tokenOf(request: IncomingMessage): string {
  return /beckon_session=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? null : JSON.parse(text);
}

function list<Row>(rows: readonly Row[], offset: number, limit: number) {
  return { count: rows.length, offset, limit, records: rows.slice(offset, offset + limit) };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (status === 204) response.writeHead(status).end();
  else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, error: string, message: string): void {
  send(response, status, { error, message, status, retry: false } satisfies ErrorBody);
}
