import type { TextTranslationRequest, Translation, TranslationServiceChange } from "@beckon/protocol";
import type { Clock } from "../../platform/clock.ts";
import { assertWritable, type Database, inTransaction } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import { assertSourcePermission, type Caller } from "../accounts/index.ts";
import { recordAuditEventBy } from "../audit/index.ts";
import type { SealedSecrets } from "../communities/index.ts";
import { findSummaries } from "../threads/index.ts";
import { findTargetFault, sendCall } from "../webhooks/index.ts";
import { readTranslation } from "./answer.decisions.ts";
import {
  deleteService,
  findMessage,
  findService,
  findTranslation,
  keepTranslation,
  writeService,
} from "./translations.store.ts";

export interface TranslationsOptions {
  database: Database;
  secrets: SealedSecrets;
  clock: Clock;
  /** Whether addresses of the installation's own network may be called. */
  allowPrivate: boolean;
}

export type Translations = ReturnType<typeof createTranslations>;

const ANSWER_BYTES = 256 * 1_024;

/** Lets a service that the domain has chosen translate what is said. Off until one is named. */
export function createTranslations({ database, secrets, clock, allowPrivate }: TranslationsOptions) {
  const ending = new AbortController();
  const rowOf = (domainId: string) => `translation service ${domainId}`;

  /** Refuses with translation_off and translation_failed. */
  async function translate(domainId: string, { text, to, from }: TextTranslationRequest): Promise<Translation> {
    const service = await findService(database, domainId);
    if (service === null) throw new Refusal("translation_off");
    const outcome = await sendCall({
      url: service.url,
      body: JSON.stringify({ text, to, ...(from === undefined ? {} : { from }) }),
      secrets: [secrets.open(service.sealed, rowOf(domainId))],
      nowMs: clock.nowMs(),
      allowPrivate,
      ending: ending.signal,
      answerBytes: ANSWER_BYTES,
    });
    if (outcome.kind !== "answered") throw new Refusal("translation_failed", { reason: outcome.reason });
    if (outcome.status !== 200) {
      throw new Refusal("translation_failed", { reason: `It answered with the status ${outcome.status}.` });
    }
    const translated = readTranslation(outcome.answer);
    if (translated === null) throw new Refusal("translation_failed", { reason: "Its answer is no translation." });
    return { ...translated, from: translated.from ?? from ?? null, to };
  }

  async function noteChange(
    transaction: Parameters<typeof recordAuditEventBy>[0],
    { domainId, userId, name }: Caller,
    before: string | null,
    after: string | null,
  ): Promise<void> {
    // Paths and queries of such addresses often are secrets.
    const say = (url: string | null) => (url === null ? null : { host: new URL(url).host });
    await recordAuditEventBy(transaction, {
      domainId,
      user: { id: userId, name },
      action: "translation_service_changed",
      object: { type: "translation_service", id: null, label: "Translation service" },
      before: say(before),
      after: say(after),
    });
  }

  return {
    async readUrl({ domainId }: Caller): Promise<string | null> {
      return (await findService(database, domainId))?.url ?? null;
    },

    /** Refuses with invalid_request. */
    async change(caller: Caller, { url, secret }: TranslationServiceChange): Promise<void> {
      const { domainId } = caller;
      const fault = findTargetFault(url, allowPrivate);
      if (fault !== null) throw new Refusal("invalid_request", { field: "url", reason: fault });
      assertWritable(database);
      await inTransaction(database, async (transaction) => {
        const before = await findService(transaction, domainId);
        if (before === null && secret === undefined) {
          throw new Refusal("invalid_request", { field: "secret", reason: "Requests are signed with it: write one." });
        }
        // What signed for one host would be known to another.
        if (before !== null && secret === undefined && new URL(before.url).host !== new URL(url).host) {
          throw new Refusal("invalid_request", { field: "secret", reason: "Another host needs a secret of its own." });
        }
        const sealed = secret === undefined ? before?.sealed : secrets.seal(secret, rowOf(domainId));
        if (sealed === undefined) return;
        await writeService(transaction, domainId, { url, sealed });
        await noteChange(transaction, caller, before?.url ?? null, url);
      });
    },

    async remove(caller: Caller): Promise<void> {
      assertWritable(database);
      await inTransaction(database, async (transaction) => {
        const before = await findService(transaction, caller.domainId);
        if (before === null) return;
        await deleteService(transaction, caller.domainId);
        await noteChange(transaction, caller, before.url, null);
      });
    },

    /** Asked for once for each language, and kept with the message. Refuses as `translate`, and with not_found. */
    async translateMessage(caller: Caller, messageId: string, to: string): Promise<Translation> {
      const { domainId } = caller;
      const message = await findMessage(database, domainId, messageId);
      if (message === null) throw new Refusal("not_found");
      assertSourcePermission(caller, message.sourceId, "read");
      const language = to.toLowerCase();
      const known = await findTranslation(database, domainId, messageId, language);
      if (known !== null) return known;
      if (message.body.trim() === "") throw new Refusal("translation_failed", { reason: "There are no words in it." });
      const translation = await translate(domainId, { text: message.body, to: language });
      await keepTranslation(database, domainId, message, translation);
      return translation;
    },

    /** What an agent is about to send; nothing of it is kept. Refuses as `translate`, and with not_found. */
    async translateText(caller: Caller, threadId: string, wanted: TextTranslationRequest): Promise<Translation> {
      const [thread] = await findSummaries(database, caller.domainId, [threadId]);
      if (thread === undefined) throw new Refusal("not_found");
      assertSourcePermission(caller, thread.source_id, "reply");
      return translate(caller.domainId, wanted);
    },

    /** Ends what is under way. */
    stop: () => ending.abort(),
  };
}
