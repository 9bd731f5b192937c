import type { Readable } from "node:stream";
import type { StoredOfIdentity } from "@beckon/protocol";
import type { Hints } from "../../delivery/hints.ts";
import type { Clock } from "../../platform/clock.ts";
import { assertWritable, classifyDatabaseError, type Database, inTransaction } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Caller } from "../accounts/index.ts";
import type { Attachments } from "../attachments/index.ts";
import { recordAuditEventBy } from "../audit/index.ts";
import type { ErasureMarks } from "../erasures/index.ts";
import { type Identities, markVisitor } from "../identities/index.ts";
import { type Erasure, eraseVisitor } from "./erasure/erase-visitor.ts";
import { countStored } from "./erasure/erasure.store.ts";
import { exportIdentity } from "./export/export-identity.ts";

export type Privacy = ReturnType<typeof createPrivacy>;

/** Two who wait for each other are told apart by the database; the one that is sent back tries again. */
const TRIES = 3;

/** What companies owe the people who wrote to them: to hand over, and to erase, what is stored of them. */
export function createPrivacy(parts: {
  database: Database;
  hints: Hints;
  identities: Identities;
  attachments: Pick<Attachments, "openStored" | "deleteOf">;
  marks: ErasureMarks;
  clock: Clock;
}) {
  const { database, hints, clock } = parts;

  async function eraseOnce(erasure: Erasure, { userId, name }: Caller): Promise<void> {
    const { domainId, identityId, how } = erasure;
    await inTransaction(database, async (transaction) => {
      const stored = await eraseVisitor(transaction, parts, erasure);
      await recordAuditEventBy(transaction, {
        domainId,
        user: { id: userId, name },
        action: how === "anonymised" ? "identity_anonymised" : "identity_deleted",
        object: { type: "identity", id: identityId, label: markVisitor(identityId) },
        before: { ...stored },
        after: null,
      });
    });
  }

  return {
    /** In the log before the first byte leaves. Refuses with not_found. */
    async exportIdentity({ domainId, userId, name }: Caller, identityId: string): Promise<Readable> {
      assertWritable(database);
      const archive = await exportIdentity(parts, domainId, identityId, new Date(clock.nowMs()));
      await recordAuditEventBy(database, {
        domainId,
        user: { id: userId, name },
        action: "identity_exported",
        // The log outlives what is exported: it names the row, never the person.
        object: { type: "identity", id: identityId, label: markVisitor(identityId) },
        before: null,
        after: null,
      });
      return archive;
    },

    /** Refuses with not_found. */
    async countStored(domainId: string, identityId: string): Promise<StoredOfIdentity> {
      const stored = await countStored(database, domainId, identityId);
      if (stored === null) throw new Refusal("not_found");
      return stored;
    },

    /** All at once or not at all; the visitor's open sessions end and the desks forget. Refuses with not_found. */
    async erase(caller: Caller, identityId: string, how: Erasure["how"]): Promise<void> {
      assertWritable(database);
      const { domainId } = caller;
      const erasure = { domainId, identityId, how, at: new Date(clock.nowMs()) };
      for (let tries = 1; ; tries += 1) {
        try {
          await eraseOnce(erasure, caller);
          break;
        } catch (error) {
          if (tries === TRIES || classifyDatabaseError(error) !== "conflict") throw error;
        }
      }
      hints.toIdentity(domainId, identityId, { kind: "identity_erased" });
      hints.toFollowers();
    },
  };
}
