import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { LoaderConfiguration, LoaderItem, LoaderTrigger } from "@beckon/protocol";
import { compileConfiguration } from "@beckon/targeting";
import { build, type Rolldown } from "vite";

/**
 * A target website and, on an origin of its own, the files of Beckon with one source's configuration: enough to see what
 * the Chat Manager does on a page, without a server behind it. The client's file is a stand-in that tells what it was
 * asked (`window.standIn`), unless the real one is wanted.
 */
export interface TargetWebsite {
  /** Of the website, without a trailing slash. */
  readonly url: string;
  readonly beckonUrl: string;
  /** Everything that reached Beckon's origin, as `METHOD path?query`. */
  readonly requests: readonly string[];
  /** Everything of it, headers and bodies included: where canaries would show. */
  readonly traffic: readonly string[];
  configuration: LoaderConfiguration;
  /** What the availability question is answered; null refuses it. */
  probability: number | null;
  /** The client's file cannot be loaded for so many more times. */
  failingClientLoads: number;
  close(): Promise<void>;
}

export interface Page {
  readonly head?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Runs before the loader, in a file of the website's own. */
  readonly script?: string;
}

const TOKEN = "website-tests";

const packages = new URL("../../packages/", import.meta.url);
const read = (path: string): Promise<string> => readFile(fileURLToPath(new URL(path, packages)), "utf8");

/** Instead of the window: it shows an empty host and keeps what it is told in `window.standIn`. */
const STAND_IN = `
import { createControllerWith } from "/src/window/controller.ts";
export const createController = createControllerWith(({ display, origin, threadId, visited, onEvent, ...options }) => {
  const host = document.createElement("beckon-chat");
  document.documentElement.append(host);
  const { locale, translations, identified: { claims } } = options;
  const standIn = { ...display, threadId, locale, translations, claims, visited, pages: [], messages: [], say: onEvent };
  standIn.trigger = origin.trigger_id;
  window.standIn = standIn;
  const turn = (opened) => { standIn.opened = opened; onEvent({ kind: opened ? "opened" : "minimized" }); };
  standIn.minimize = () => turn(false);
  queueMicrotask(() => onEvent({ kind: "shown" }));
  return {
    open: (by) => { if (!standIn.opened) { standIn.openedBy = by; turn(true); } },
    minimize: standIn.minimize,
    close: () => { host.remove(); onEvent({ kind: "closed" }); },
    addAutomaticMessage: (body) => standIn.messages.push(body),
    completeIdentity: (claims) => { standIn.claims = claims; },
    renewSignedIdentity: () => {},
    viewPage: (pageView, customVariables) => standIn.pages.push({ ...pageView, customVariables }),
    setLocale: (locale) => { standIn.locale = locale; },
  };
});
export const askOpenThreads = async () => {
  window.threadsAsked = (window.threadsAsked ?? 0) + 1;
  return localStorage.getItem("open-threads") ?? "none";
};
`;

const buildStandIn = async (): Promise<string> => {
  const name = "virtual:stand-in";
  const results = await build({
    configFile: false,
    logLevel: "error",
    root: fileURLToPath(new URL("chat-manager/", packages)),
    plugins: [
      {
        name,
        resolveId: (id) => (id.endsWith(name) ? name : undefined),
        load: (id) => (id === name ? STAND_IN : undefined),
      },
    ],
    build: {
      write: false,
      target: "es2022",
      lib: { entry: name, formats: ["es"], fileName: "stand-in" },
      // One file is all that the website has.
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [result] = (Array.isArray(results) ? results : [results]) as Rolldown.RolldownOutput[];
  return result?.output[0].code ?? "";
};

let standIn: Promise<string> | undefined;

/** Built once for all websites of a test file. */
const findStandIn = (): Promise<string> => {
  standIn ??= buildStandIn();
  return standIn;
};

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
};

const answer = (response: ServerResponse, type: string, body: string, status = 200): void => {
  response.writeHead(status, { "Content-Type": type, "Access-Control-Allow-Origin": "*" });
  response.end(body);
};

const JAVASCRIPT = "text/javascript; charset=utf-8";

const documentOf = (
  page: Page,
  loader: string,
): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,">
${page.head ?? "<title>Purple Shop</title>"}</head><body>${page.body ?? "<h1>Shop</h1>"}
<script src="/page.js"></script><script async src="${loader}"></script></body></html>`;

/** `pages`: path → page; any other path is a 404. */
export const openTargetWebsite = async (
  pages: Readonly<Record<string, Page>>,
  configuration: Partial<LoaderConfiguration> = {},
  options: { readonly realClient?: boolean } = {},
): Promise<TargetWebsite> => {
  const [loader, manifestText] = await Promise.all([
    read("loader/dist/loader.js"),
    read("chat-manager/dist/manifest.json"),
  ]);
  const manifest = JSON.parse(manifestText) as Record<"manager" | "client" | "debug" | "reports" | "fillings", string>;
  const files = new Map([
    [manifest.manager, await read(`chat-manager/dist/${manifest.manager}`)],
    [manifest.debug, await read(`chat-manager/dist/${manifest.debug}`)],
    [manifest.reports, await read(`chat-manager/dist/${manifest.reports}`)],
    [manifest.fillings, await read(`chat-manager/dist/${manifest.fillings}`)],
    [manifest.client, options.realClient ? await read(`chat-manager/dist/${manifest.client}`) : await findStandIn()],
  ]);
  const requests: string[] = [];
  const traffic: string[] = [];

  const beckon = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://beckon");
    requests.push(`${request.method} ${request.url}`);
    traffic.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)} ${await bodyOf(request)}`);
    const file = files.get(pathname.replace("/assets/", ""));
    if (pathname === `/chat/${TOKEN}/loader.js`) {
      const json = JSON.stringify(compileConfiguration(website.configuration)).replaceAll("</", "<\\/");
      answer(response, JAVASCRIPT, `${loader}(${json});`);
    } else if (pathname.endsWith(manifest.client) && website.failingClientLoads > 0) {
      website.failingClientLoads--;
      answer(response, "text/plain", "not now", 503);
    } else if (file !== undefined) answer(response, JAVASCRIPT, file);
    else if (pathname.endsWith("/availability") && website.probability !== null) {
      answer(response, "application/json", JSON.stringify({ probability: website.probability }));
    } else if (request.method === "POST" && pathname.endsWith("/offers")) answer(response, "text/plain", "", 204);
    else answer(response, "text/plain", "not found", 404);
  });
  const shop = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://shop");
    const asked = pathname === "/page.js" ? new URL(request.headers.referer ?? "/", "http://shop").pathname : pathname;
    const page = pages[asked];
    if (!page) return answer(response, "text/plain", "not found", 404);
    if (pathname === "/page.js") return answer(response, JAVASCRIPT, page.script ?? "");
    const headers = Object.entries(page.headers ?? {});
    for (const [name, value] of headers) response.setHeader(name, value.replaceAll("BECKON", website.beckonUrl));
    const twice = searchParams.has("twice") ? `<script async src="${loaderUrl}?again"></script>` : "";
    answer(response, "text/html; charset=utf-8", documentOf(page, loaderUrl) + twice);
  });
  const [beckonUrl, url] = await Promise.all([listen(beckon), listen(shop)]);
  const loaderUrl = `${beckonUrl}/chat/${TOKEN}/loader.js`;

  const assetAt = (file: string): string => `${beckonUrl}/assets/${file}`;

  const website: TargetWebsite = {
    url,
    beckonUrl,
    requests,
    traffic,
    probability: null,
    failingClientLoads: 0,
    configuration: {
      revision: "1",
      source_token: TOKEN,
      mode: "messaging",
      public_url: beckonUrl,
      assets: {
        manager: assetAt(manifest.manager),
        debug: assetAt(manifest.debug),
        beside: [
          ...(configuration.analytics ? [assetAt(manifest.reports)] : []),
          ...(configuration.custom_variables?.some(({ filling }) => filling) ? [assetAt(manifest.fillings)] : []),
        ],
      },
      appearance: {
        title: "Purple Shop",
        subtitle: "",
        avatar_url: null,
        color_scheme: "auto",
        highlight_color: "#4481eb",
        side: "automatic",
        offset_x: 20,
        offset_y: 20,
        z_index: 1000,
      },
      automatic_page_change: false,
      translations: {},
      triggers: [],
      items: [],
      custom_variables: [],
      automatic_messages: [],
      ...configuration,
    },
    close: async () => {
      for (const server of [beckon, shop]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
  return website;
};

const idOf = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;

export const triggerOf = (number: number, trigger: Partial<LoaderTrigger>): LoaderTrigger => ({
  id: idOf(number),
  label: `Trigger ${number}`,
  conditions: [],
  actions: { show_chat: null, item_ids: [], automatic_message_id: null, hide_items: false },
  after: { no_other_trigger: false, once_per_visit: false },
  only_if_agents_available: false,
  holdout_share: 0,
  category_ids: [],
  language: null,
  ...trigger,
});

export const actionsOf = (actions: Partial<LoaderTrigger["actions"]>): LoaderTrigger["actions"] => ({
  show_chat: null,
  item_ids: [],
  automatic_message_id: null,
  hide_items: false,
  ...actions,
});

export const itemOf = (number: number, item: Partial<LoaderItem> = {}): LoaderItem => ({
  id: idOf(number),
  label: `Item ${number}`,
  type: "button",
  placement: { kind: "floating" },
  online_offline: false,
  html: '<button class="chat_item_action">Chat with us</button>',
  css: "",
  ...item,
});

/** A page's script that keeps every event of the API in `window.events`. */
export const LISTENING = `
var _chatq = _chatq || [];
window.events = [];
["started", "trigger_activated", "trigger_executed", "trigger_held_out", "item_shown", "button_shown", "invitation_shown", "chat_shown",
 "chat_engaged", "message_sent", "message_received", "chat_closed", "item_dismissed", "chat_opened", "chat_minimized",
 "unread_changed", "identity_changed"].forEach(function (name) {
  _chatq.push(["_onEvent", name, function (data) { window.events.push(data); }]);
});
`;
