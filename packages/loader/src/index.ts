import type * as ChatManager from "@beckon/chat-manager";
import type { CompiledConfiguration } from "@beckon/targeting";

/**
 * The part of the loader that is the same for every source. The build wraps these statements into one function
 * expression, `(function(CONFIGURATION){…})`; the server appends the source's configuration as its argument:
 *
 *     (function(CONFIGURATION){…})({"revision":"…",…});
 *
 * Expected of that JSON: `</`, U+2028 and U+2029 are escaped, so that it may also be pasted into a page.
 *
 * It only brings files: the Chat Manager, off the page's critical path, and beside it what few pages need.
 * Run twice on a page it asks twice for the same module, which starts each source once.
 */
declare const CONFIGURATION: CompiledConfiguration;

interface PrerenderingDocument extends Document {
  /** True while the page is made ready before anybody has asked for it; not known to every browser. */
  readonly prerendering?: boolean;
}

/** A page whose `load` waits for some slow image gets its Chat all the same. */
const LOAD_PATIENCE_MS = 4_000;
const IDLE_PATIENCE_MS = 2_000;

/** Kept by the debug toolbar while it is started: it stays over page loads. */
const DEBUG_KEY = "beckon:debug";

type Manager = typeof ChatManager;

interface Page {
  _chatq?: unknown;
  Beckon?: unknown;
  Dimelo?: { Messaging?: { Debug?: unknown } };
}

const page = window as Window & Page;

const warn = (reason: unknown): void => console.warn("Beckon: the chat is not available.", reason);

const begin = async (manager: Manager): Promise<void> => {
  // Another loader of the page was first.
  if (page.Beckon) return;
  const { debug, beside = [] } = CONFIGURATION.assets;
  /** The page goes on without it. */
  const bringBeside = async (file: string): Promise<void> => {
    try {
      (await import(file)).start(manager, CONFIGURATION);
    } catch (reason) {
      warn(reason);
    }
  };
  const Debug = { start: () => bringBeside(debug) };
  page.Beckon = { version: manager.version, debug: Debug };
  page.Dimelo ??= {};
  page.Dimelo.Messaging ??= {};
  page.Dimelo.Messaging.Debug ??= Debug;
  // They have to be there for the first page view and the first events, too.
  await Promise.all(beside.map(bringBeside));
  manager.start(CONFIGURATION);
  // Throws where storage is blocked.
  if (sessionStorage.getItem(DEBUG_KEY)) Debug.start();
};

/** The second attempt has an address of its own: browsers remember that a module has failed. */
const bring = (attempt: string): void => {
  import(CONFIGURATION.assets.manager + attempt)
    .then(begin, (reason) => (attempt ? warn(reason) : bring("?retry")))
    .catch(() => {});
};

const bringWhenIdle = (): void => {
  const whenIdle = window.requestIdleCallback;
  if (whenIdle) whenIdle(() => bring(""), { timeout: IDLE_PATIENCE_MS });
  else setTimeout(bring, 1, "");
};

let asked = false;
const bringOnce = (): void => {
  if (!asked) bringWhenIdle();
  asked = true;
};

const waitForLoad = (): void => {
  if (document.readyState === "complete") bringOnce();
  else {
    addEventListener("load", bringOnce);
    setTimeout(bringOnce, LOAD_PATIENCE_MS);
  }
};

try {
  if (!Array.isArray(page._chatq)) page._chatq = [];
  if ((document as PrerenderingDocument).prerendering) {
    document.addEventListener("prerenderingchange", waitForLoad, { once: true });
  } else waitForLoad();
} catch (reason) {
  warn(reason);
}
