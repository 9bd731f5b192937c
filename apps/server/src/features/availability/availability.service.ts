import type { OfferPolicy } from "@beckon/protocol";
import type { Logger } from "pino";
import type { Hints } from "../../delivery/hints.ts";
import type { Bus } from "../../platform/bus/index.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Capacities } from "../capacities/index.ts";
import type { Channel, Presence } from "../presence/index.ts";
import { completeSettings, configurationChannel, type SourceRow, type Sources } from "../sources/index.ts";
import { chooseFactor, countSlots, probabilityByThreshold } from "./availability.decisions.ts";
import { type FollowedConversations, followConversations } from "./follow-conversations.ts";
import { createPacings } from "./pacing/pacings.ts";
import type { FollowedWindow, SourcePacing } from "./pacing/source-pacing.ts";

export interface AvailabilityOptions {
  database: Database;
  sources: Sources;
  presence: Presence;
  capacities: Capacities;
  /** Queuing factor of each active trigger of a source; null for one without. */
  readQueuingFactors(domainId: string, sourceId: string): Promise<ReadonlyMap<string, number | null>>;
  hints: Hints;
  bus: Bus;
  clock: Clock;
  logger: Logger;
}

/** What is in memory is looked at again after this long, behind an answer: a hint may have been lost. */
const CHECK_AFTER_MS = 2_000;
/** Sources in memory; beyond it the one that was read first goes. */
const ENTRIES_LIMIT = 5_000;
const SOURCE_TOKEN = /^[A-Za-z0-9_-]{1,64}$/;

interface Entry {
  domainId: string;
  revision: number;
  channel: Channel;
  queuingFactor: number;
  policy: OfferPolicy;
  pacing: SourcePacing;
  triggerFactors: ReadonlyMap<string, number | null>;
  conversations: FollowedConversations;
  checkedAtMs: number;
  stop(): void;
}

/**
 * The probability with which a source's offers are to be made now, from memory: who is available and what is going on
 * comes by hints, and what a trigger asks is read once. Answers are for anybody, so they say no more than that.
 */
export function createAvailability(options: AvailabilityOptions) {
  const { sources, presence, capacities, readQueuingFactors, bus, clock, logger } = options;
  const entries = new Map<string, Entry>();
  /** Readings under way, so that many questions at once are one. A change takes its source's reading out of here. */
  const reading = new Map<string, Promise<Entry | null>>();
  const pacings = createPacings({ bus, clock });

  function forget(token: string): void {
    reading.delete(token);
    entries.get(token)?.stop();
    entries.delete(token);
  }

  async function build(token: string, row: SourceRow): Promise<Entry> {
    const source = { domainId: row.domain_id, sourceId: row.id };
    const pacing = pacings.of(row.id);
    const conversations = followConversations(source, { ...options, onEnded: pacing.endConversation });
    const settings = completeSettings(row.settings);
    const unsubscribe = bus.subscribe(configurationChannel(row.id), () => forget(token));
    const stop = () => {
      conversations.stop();
      unsubscribe();
    };
    try {
      await conversations.reload();
      await capacities.load(row.domain_id);
      return {
        domainId: row.domain_id,
        revision: row.revision,
        channel: row.mode === "live_chat" ? "realtime" : "asynchronous",
        queuingFactor: settings.queuing_factor,
        policy: settings.offer_policy,
        pacing,
        triggerFactors: await readQueuingFactors(row.domain_id, row.id),
        conversations,
        checkedAtMs: clock.nowMs(),
        stop,
      };
    } catch (error) {
      stop();
      throw error;
    }
  }

  /** The source as it is now; null when nobody is to be offered anything. */
  function read(token: string): Promise<Entry | null> {
    async function look(): Promise<Entry | null> {
      const row = await sources.findByToken(token);
      if (row === undefined || row.state !== "active") {
        forget(token);
        return null;
      }
      const known = entries.get(token);
      if (known?.revision === row.revision) {
        await known.conversations.reload();
        known.checkedAtMs = clock.nowMs();
        return known;
      }
      const entry = await build(token, row);
      if (reading.get(token) === mine) remember(token, entry);
      else entry.stop();
      return entry;
    }

    const mine = look()
      .catch((error: unknown) => {
        logger.warn({ err: error }, "a source's availability could not be read");
        return entries.get(token) ?? null;
      })
      .finally(() => {
        if (reading.get(token) === mine) reading.delete(token);
      });
    reading.set(token, mine);
    return mine;
  }

  function remember(token: string, entry: Entry): void {
    entries.get(token)?.stop();
    entries.delete(token);
    entries.set(token, entry);
    if (entries.size > ENTRIES_LIMIT) {
      const [oldest] = entries.keys();
      if (oldest !== undefined) forget(oldest);
    }
  }

  function judge(entry: Entry, triggerId: string | null): number {
    const queuingFactor = chooseFactor(entry.queuingFactor, entry.triggerFactors, triggerId);
    if (queuingFactor === null) return 0;
    const { domainId, channel } = entry;
    let capacity = 0;
    for (const userId of presence.listAvailable(domainId, channel)) {
      capacity += capacities.limitsOf(domainId, userId, channel).soft_limit;
    }
    const load = { slots: countSlots(capacity, queuingFactor), taken: entry.conversations.count() };
    return entry.policy.kind === "paced"
      ? entry.pacing.decide({ ...load, caution: entry.policy.caution })
      : probabilityByThreshold(load);
  }

  sources.configuration.onChange(forget);

  return {
    /** A visitor without a conversation opened the window: a part of a slot is kept until it is known what comes of it. */
    openWindow: (sourceId: string): FollowedWindow => pacings.openWindow(sourceId),

    stop: (): void => pacings.stop(),

    /** 0…1 for a trigger of the source, or for the source itself. Never rejects: what is unknown is 0. */
    answer(token: string, triggerId: string | null): number | Promise<number> {
      const entry = entries.get(token);
      if (entry !== undefined) {
        if (clock.nowMs() - entry.checkedAtMs >= CHECK_AFTER_MS && !reading.has(token)) void read(token);
        return judge(entry, triggerId);
      }
      if (!SOURCE_TOKEN.test(token)) return 0;
      return (reading.get(token) ?? read(token)).then((found) => (found === null ? 0 : judge(found, triggerId)));
    },
  };
}
