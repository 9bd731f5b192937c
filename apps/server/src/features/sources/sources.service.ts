import { randomBytes } from "node:crypto";
import { NO_THEME, type Theme } from "@beckon/chat-client/theme";
import type { ConfigurationChange, SourceChange, SourceDraft } from "@beckon/protocol";
import type { Transaction } from "kysely";
import type { Bus } from "../../platform/bus/index.ts";
import { type Clock, systemClock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import { createThemeCompiler } from "../styles/index.ts";
import { type ConfigurationAuthor, createConfiguration, type MadeChange } from "./configuration.service.ts";
import {
  changeSettings,
  completeSettings,
  judgeSettings,
  judgeTranslations,
  type SourceSettings,
} from "./settings.decisions.ts";
import { createSourcesStore, type SourceRow } from "./sources.store.ts";

/** A new source made for a purpose: the demo names its tokens and communities. */
export interface SourceSeed extends SourceDraft {
  token?: string;
  signed_identities?: "reject" | "accept" | "require";
}

export interface SourcesOptions {
  database: Database;
  bus: Bus;
  clock?: Clock;
}

/** Gives a new source what it starts with, in the transaction that makes it. */
export type SourceFurnisher = (transaction: Transaction<Schema>, source: SourceRow) => Promise<void>;

export type Sources = ReturnType<typeof createSources>;

/** A domain's sources: making them, and changing their settings. */
export function createSources({ database, bus, clock = systemClock }: SourcesOptions) {
  const store = createSourcesStore(database);
  const configuration = createConfiguration({ database, store, bus, clock });
  const furnishers: SourceFurnisher[] = [];
  const compiler = createThemeCompiler();

  /** Refuses with invalid_request, saying in which line, for styles that cannot stand. */
  async function compileTheme({ custom_css, appearance }: SourceSettings): Promise<Theme> {
    const compiled = await compiler.compile({ customCss: custom_css, highlightColor: appearance.highlight_color });
    if ("theme" in compiled) return compiled.theme;
    const { line, reason } = compiled;
    const where = line === null ? "" : `Line ${line}: `;
    throw new Refusal("invalid_request", { field: "custom_css", reason: `${where}${reason}` });
  }

  async function find(domainId: string, id: string): Promise<SourceRow> {
    const row = await store.find(domainId, id);
    if (row === undefined) throw new Refusal("not_found");
    return row;
  }

  /** Puts `decide`'s settings in the place of those that are there. `theme`: another one than is there. */
  function replace(
    author: ConfigurationAuthor,
    sourceId: string,
    action: MadeChange["action"],
    decide: (before: SettingsOfSource) => SettingsOfSource,
    theme: Theme | undefined,
  ) {
    return configuration.change(author, sourceId, async (transaction) => {
      const row = await store.find(author.domainId, sourceId, transaction);
      if (row === undefined) throw new Refusal("not_found");
      const before = settingsOf(row);
      const after = decide(before);
      const { label, mode, state, ...settings } = after;
      const columns = {
        label,
        mode,
        state,
        settings: { ...refuseBadSettings(settings), theme: theme ?? row.settings.theme ?? NO_THEME },
      };
      await store.update(transaction, { domainId: author.domainId, id: sourceId }, columns);
      const object = { type: "source", id: sourceId, label } as const;
      return { object, action, before, after, result: { ...row, ...columns } };
    });
  }

  return {
    configuration,

    /** Calls `furnish` for each source that is made from now on. */
    onCreate(furnish: SourceFurnisher): void {
      furnishers.push(furnish);
    },

    list: store.list,
    find,
    findByToken: store.findByToken,

    /** Refuses with invalid_request for a community that the domain does not have, and for settings that cannot stand. */
    async create(domainId: string, seed: SourceSeed): Promise<SourceRow> {
      refuse(judgeTranslations(seed.translations));
      const settings = refuseBadSettings(changeSettings(completeSettings({}), seed));
      const theme = await compileTheme(settings);
      return store.transaction(async (transaction) => {
        const community_id = seed.community_id ?? newId();
        if (seed.community_id === undefined) {
          const signed_identities = seed.signed_identities ?? "accept";
          await store.insertCommunity(transaction, {
            domain_id: domainId,
            id: community_id,
            name: seed.label,
            signed_identities,
          });
        } else if (!(await store.hasCommunity(transaction, domainId, community_id))) {
          throw new Refusal("invalid_request", { field: "community_id", reason: "There is no such community." });
        }
        const source = await store.insert(transaction, {
          domain_id: domainId,
          id: newId(),
          community_id,
          token: seed.token ?? newSourceToken(),
          label: seed.label,
          mode: seed.mode,
          state: seed.state ?? "active",
          settings: { ...settings, theme },
        });
        for (const furnish of furnishers) await furnish(transaction, source);
        return source;
      });
    },

    /** Refuses with not_found, and with invalid_request for settings that cannot stand. */
    async change(author: ConfigurationAuthor, id: string, change: SourceChange): Promise<SourceRow> {
      refuse(judgeTranslations(change.translations));
      // Compiled before the transaction, which must not wait for it.
      const theme =
        change.custom_css === undefined && change.appearance?.highlight_color === undefined
          ? undefined
          : await compileTheme(changeSettings(completeSettings((await find(author.domainId, id)).settings), change));
      const decide = (before: SettingsOfSource) => ({
        ...changeSettings(before, change),
        label: change.label ?? before.label,
        mode: change.mode ?? before.mode,
        state: change.state ?? before.state,
      });
      const { result } = await replace(author, id, "changed", decide, theme);
      return result;
    },

    /** What styles would make of the source's window. Refuses with not_found, and with invalid_request for bad ones. */
    async previewTheme(domainId: string, id: string, custom_css: string): Promise<Theme> {
      const { settings } = await find(domainId, id);
      return compileTheme({ ...completeSettings(settings), custom_css });
    },

    /** Gives a source back the settings that the history has of it. Null when it has them already. */
    async revert(
      author: ConfigurationAuthor,
      id: string,
      stored: SettingsOfSource,
    ): Promise<ConfigurationChange | null> {
      const settings = completeSettings(stored);
      const theme = await compileTheme(settings);
      const { recorded } = await replace(author, id, "reverted", () => ({ ...stored, ...settings }), theme);
      return recorded;
    },
  };
}

/** What of a source can be changed: what the history keeps. */
export type SettingsOfSource = SourceSettings & Pick<SourceRow, "label" | "mode" | "state">;

function settingsOf({ label, mode, state, settings }: SourceRow): SettingsOfSource {
  return { label, mode, state, ...completeSettings(settings) };
}

function refuseBadSettings(settings: SourceSettings): SourceSettings {
  refuse(judgeSettings(settings));
  return settings;
}

function refuse(fault: { field: string; reason: string } | null): void {
  if (fault !== null) throw new Refusal("invalid_request", fault);
}

/** Tokens are public: they stand in the website's HTML. They only must not be guessed one from the other. */
function newSourceToken(): string {
  return randomBytes(12).toString("base64url");
}
