import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { CONSOLE_FIRST_QUESTIONS } from "@beckon/protocol/constants";
import { type PreparedAnswer, prepareAnswer, type Variant } from "../platform/prepared-answer.ts";
import { CONSOLE_POLICY, PAGE_HEADERS, PREVIEW_HEADERS, PUBLIC_HEADERS, transportHeaders } from "./security-headers.ts";

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".woff2": "font/woff2",
};
const IMMUTABLE = "public, max-age=31536000, immutable";
const REVALIDATED = "no-cache";

/** A name that carries the hash of its content, as Vite writes them: `desk-Bq3x9_Zk.js`. */
const HASHED_NAME = /-[A-Za-z0-9_-]{8,}\.\w+$/;
/** By language, and fetched by those only who open the emoji. */
const SELDOM_ASKED = /\/emoji-words-[^/]*$/;
/** The addresses at which the console's one page stands; what it shows there it decides itself. */
const CONSOLE_PAGE = /^\/(login|(desk|admin|analytics)(\/.*)?)?$/;

/**
 * What the console asks first, which its browser asks for as soon as it has the page's head: the answers wait for the script
 * instead of the script for them. Not at the login, where an answer from before it would be taken for one from after it.
 */
const FIRST_QUESTIONS = CONSOLE_FIRST_QUESTIONS.map(
  (path) => `<${path}>; rel=preload; as=fetch; crossorigin=anonymous`,
).join(", ");

/** Stands in a frame of the console. */
const PREVIEW_PAGE = "/window-preview.html";

export interface BuiltFolders {
  /** Build output of the console: a page and what it loads. */
  console: string;
  /** Build output of the Chat Manager, with its lazily loaded parts. */
  chatManager: string;
}

/** The answer at a path without its query, or undefined. */
export type Files = (path: string) => PreparedAnswer | undefined;

/**
 * Reads and compresses all files once; what is built later needs a restart. A folder that is not there has no files,
 * and the process serves everything else.
 */
export async function readFiles(folders: BuiltFolders, isHttps: boolean): Promise<Files> {
  const consoleHeaders = {
    ...PAGE_HEADERS,
    ...transportHeaders(isHttps),
    "content-security-policy": CONSOLE_POLICY,
  };
  const [ofConsole, ofWebsites] = await Promise.all([
    prepareFolder(folders.console, "/", (path) => ({
      ...consoleHeaders,
      ...(path === PREVIEW_PAGE ? PREVIEW_HEADERS : {}),
      "cache-control": HASHED_NAME.test(path) ? IMMUTABLE : REVALIDATED,
    })),
    prepareFolder(folders.chatManager, "/assets/", (path) =>
      path.endsWith(".js") ? { ...PUBLIC_HEADERS, "cache-control": IMMUTABLE } : null,
    ),
  ]);
  const files = new Map([...ofConsole, ...ofWebsites]);
  const consolePage = files.get("/index.html");
  const signedInPage = consolePage && withHeader(consolePage, "link", FIRST_QUESTIONS);
  return (path) => {
    const file = files.get(path);
    if (file !== undefined || !CONSOLE_PAGE.test(path)) return file;
    return path === "/login" ? consolePage : signedInPage;
  };
}

function withHeader(answer: PreparedAnswer, name: string, value: string): PreparedAnswer {
  const widened = (variant: Variant): Variant => ({ ...variant, headers: { ...variant.headers, [name]: value } });
  return {
    identity: widened(answer.identity),
    gzip: answer.gzip && widened(answer.gzip),
    br: answer.br && widened(answer.br),
  };
}

/** The files of a folder by the path at which they are served; `headersOf` gives null for those that are not. */
async function prepareFolder(
  folder: string,
  prefix: string,
  headersOf: (path: string) => Record<string, string> | null,
): Promise<[string, PreparedAnswer][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const prepared = entries.map(async (entry): Promise<[string, PreparedAnswer] | null> => {
    const file = join(entry.parentPath, entry.name);
    const path = prefix + relative(folder, file).split(sep).join("/");
    const type = TYPES[extname(entry.name)];
    const headers = entry.isFile() && type !== undefined ? headersOf(path) : null;
    if (headers === null || type === undefined) return null;
    return [
      path,
      await prepareAnswer(await readFile(file), { ...headers, "content-type": type }, SELDOM_ASKED.test(path)),
    ];
  });
  return (await Promise.all(prepared)).filter((each) => each !== null);
}
