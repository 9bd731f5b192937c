import { isDeepStrictEqual } from "node:util";
import type { ConfigurationChange } from "@beckon/protocol";
import type { Transaction } from "kysely";
import type { Bus } from "../../platform/bus/index.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import { createChangesStore, type NewChangeRow, toChange } from "./changes.store.ts";
import type { SourcesStore } from "./sources.store.ts";

/** The bus channel that tells other nodes that a source's configuration has changed. */
export function configurationChannel(sourceId: string): string {
  return `configuration:${sourceId}`;
}

/** In whose domain and by whom a configuration is changed. `user` is null for what the product does by itself. */
export interface ConfigurationAuthor {
  domainId: string;
  user: { id: string; name: string } | null;
}

/** What a piece of work did, for the history; `before` and `after` are the object whole, or null where there is none. */
export interface MadeChange {
  object: ConfigurationChange["object"];
  action: ConfigurationChange["action"];
  before: object | null;
  after: object | null;
}

export interface Configuration {
  /**
   * Runs `work` as a change of a source's configuration: in a transaction that holds the source, so that changes
   * of one source come one after the other, with a new revision and what `work` says it did in the history. When it
   * is committed this node's next loader has it, and the other nodes are told. Refuses with not_found for a source
   * that the domain does not have; whatever `work` throws leaves everything as it was.
   *
   * `recorded` is null when nothing differs afterwards: that is no change, and stands in no history.
   */
  change<Result>(
    author: ConfigurationAuthor,
    sourceId: string,
    work: (transaction: Transaction<Schema>) => Promise<MadeChange & { result: Result }>,
  ): Promise<{ result: Result; recorded: ConfigurationChange | null }>;
  /** Calls the listener, in the same turn as the commit, with the token of each source that this node changes. */
  onChange(listener: (token: string) => void): void;
  listChanges(
    domainId: string,
    sourceId: string,
    page: { offset: number; limit: number },
  ): Promise<{ count: number; records: ConfigurationChange[] }>;
  /** Refuses with not_found. */
  findChange(domainId: string, id: string): Promise<ConfigurationChange>;
}

export interface ConfigurationOptions {
  database: Database;
  store: SourcesStore;
  bus: Bus;
  clock: Clock;
}

/** The one way to change anything that sources' loaders carry, and what has been changed so far. */
export function createConfiguration({ database, store, bus, clock }: ConfigurationOptions): Configuration {
  const changes = createChangesStore(database.kysely);
  const listeners: ((token: string) => void)[] = [];

  return {
    async change(author, sourceId, work) {
      const { token, ...outcome } = await store.transaction(async (transaction) => {
        const raised = await store.raiseRevision(transaction, author.domainId, sourceId);
        if (raised === undefined) throw new Refusal("not_found");
        const { result, ...made } = await work(transaction);
        if (isDeepStrictEqual(made.before, made.after)) return { token: raised.token, result, recorded: null };
        const row = toRow(author, sourceId, raised.revision, made, clock.nowMs());
        await changes.insert(transaction, row);
        return { token: raised.token, result, recorded: toChange(row) };
      });
      for (const listener of listeners) listener(token);
      bus.publish(configurationChannel(sourceId), null);
      return outcome;
    },
    onChange(listener) {
      listeners.push(listener);
    },
    listChanges: changes.list,
    async findChange(domainId, id) {
      const change = await changes.find(domainId, id);
      if (change === undefined) throw new Refusal("not_found");
      return change;
    },
  };
}

function toRow(
  { domainId, user }: ConfigurationAuthor,
  sourceId: string,
  revision: number,
  { object, action, before, after }: MadeChange,
  nowMs: number,
): NewChangeRow {
  return {
    domain_id: domainId,
    id: newId(),
    source_id: sourceId,
    revision,
    user_id: user?.id ?? null,
    user_name: user?.name ?? null,
    object_type: object.type,
    object_id: object.id,
    object_label: object.label,
    action,
    before,
    after,
    created_at: new Date(nowMs),
  };
}
