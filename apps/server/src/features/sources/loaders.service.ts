import { NO_THEME } from "@beckon/chat-client/theme";
import type { LoaderConfiguration } from "@beckon/protocol";
import type { Logger } from "pino";
import type { Bus } from "../../platform/bus/index.ts";
import type { Clock } from "../../platform/clock.ts";
import { type PreparedAnswer, prepareAnswer } from "../../platform/prepared-answer.ts";
import { configurationChannel } from "./configuration.service.ts";
import { assetsFor, EMPTY_SCRIPT, type LoaderFiles, loaderScript, withRevision } from "./loader-script.ts";
import { completeSettings, settingsForLoader } from "./settings.decisions.ts";
import type { Sources } from "./sources.service.ts";
import type { SourceRow } from "./sources.store.ts";

/** What the other features put into a source's loader. */
export type LoaderTargeting = Pick<
  LoaderConfiguration,
  "triggers" | "items" | "custom_variables" | "automatic_messages"
>;

export interface LoadersOptions {
  sources: Sources;
  readTargeting(domainId: string, sourceId: string): Promise<LoaderTargeting>;
  /** The part that all loaders have in common, and the files that they bring; null when they are not built. */
  parts: { commonPart: string; files: LoaderFiles } | null;
  publicUrl(): string;
  /** Headers of every loader, such as those that let any website read it. */
  headers: Record<string, string>;
  bus: Bus;
  clock: Clock;
  logger: Logger;
}

/**
 * Browsers ask again after this long and mostly get a 304. Short, because who changes something in the console
 * then looks at the website.
 */
const CACHE_CONTROL = "public, max-age=5";
/** A change made on another node is seen after this long even if its hint was lost. */
const CHECK_AFTER_MS = 2_000;
/** Loaders in memory, of a few kilobytes each; beyond it the one that was built first goes. */
const ENTRIES_LIMIT = 5_000;

const SOURCE_TOKEN = /^[A-Za-z0-9_-]{1,64}$/;

interface Entry {
  answer: PreparedAnswer;
  source: { id: string; revision: number };
  checkedAtMs: number;
  unsubscribe(): void;
}

/** Every source's loader, ready in memory: built at its first request and after each change, never on a schedule. */
export function createLoaders(options: LoadersOptions) {
  const { sources, readTargeting, parts, publicUrl, bus, clock, logger } = options;
  const headers = {
    ...options.headers,
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": CACHE_CONTROL,
  };
  const entries = new Map<string, Entry>();
  /** Builds under way, so that many requests at once are one. A change takes its source's build out of here. */
  const building = new Map<string, Promise<PreparedAnswer>>();
  const empty = prepareAnswer(Buffer.from(EMPTY_SCRIPT), headers);

  function forget(token: string): void {
    building.delete(token);
    entries.get(token)?.unsubscribe();
    entries.delete(token);
  }

  function remember(token: string, answer: PreparedAnswer, { id, revision }: SourceRow): void {
    forget(token);
    const unsubscribe = bus.subscribe(configurationChannel(id), () => forget(token));
    entries.set(token, { answer, source: { id, revision }, checkedAtMs: clock.nowMs(), unsubscribe });
    if (entries.size > ENTRIES_LIMIT) {
      const [oldest] = entries.keys();
      if (oldest !== undefined) forget(oldest);
    }
  }

  async function build(row: SourceRow): Promise<PreparedAnswer> {
    if (row.state !== "active" || parts === null) return empty;
    const settings = settingsForLoader(row.mode, completeSettings(row.settings), row.settings.theme ?? NO_THEME);
    const targeting = await readTargeting(row.domain_id, row.id);
    const configuration = withRevision({
      source_token: row.token,
      mode: row.mode,
      public_url: publicUrl(),
      assets: assetsFor(publicUrl(), parts.files, { ...settings, ...targeting }),
      ...settings,
      ...targeting,
    });
    return prepareAnswer(Buffer.from(loaderScript(parts.commonPart, configuration)), headers);
  }

  /**
   * Looks at the source, whose revision is read before all else: a change that comes meanwhile is seen at the next
   * look. Unknown tokens are not remembered, since anybody can make up any number of them.
   */
  function refresh(token: string): Promise<PreparedAnswer> {
    const known = entries.get(token);

    async function look(): Promise<PreparedAnswer> {
      const row = await sources.findByToken(token);
      if (row === undefined) {
        forget(token);
        return empty;
      }
      if (known !== undefined && known.source.id === row.id && known.source.revision === row.revision) {
        known.checkedAtMs = clock.nowMs();
        return known.answer;
      }
      const answer = await build(row);
      if (building.get(token) === mine) remember(token, answer, row);
      return answer;
    }

    const mine = look()
      .catch((error: unknown) => {
        // A database that is away takes no chat off a website that had it: what was known is as good as it gets.
        logger.warn({ err: error }, "a loader could not be refreshed");
        return known?.answer ?? empty;
      })
      .finally(() => {
        if (building.get(token) === mine) building.delete(token);
      });
    building.set(token, mine);
    return mine;
  }

  sources.configuration.onChange(forget);

  return {
    /** The loader at a token. Never rejects: what cannot be given is a script that does nothing. */
    answer(token: string): PreparedAnswer | Promise<PreparedAnswer> {
      const entry = entries.get(token);
      if (entry !== undefined && clock.nowMs() - entry.checkedAtMs < CHECK_AFTER_MS) return entry.answer;
      if (!SOURCE_TOKEN.test(token)) return empty;
      return building.get(token) ?? refresh(token);
    },
  };
}
