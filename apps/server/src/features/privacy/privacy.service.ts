import type { Readable } from "node:stream";
import type { Clock } from "../../platform/clock.ts";
import { assertWritable, type Database } from "../../platform/database/index.ts";
import type { Caller } from "../accounts/index.ts";
import type { Attachments } from "../attachments/index.ts";
import { recordAuditEvent } from "../audit/index.ts";
import { type Identities, markVisitor } from "../identities/index.ts";
import { exportIdentity } from "./export/export-identity.ts";

export type Privacy = ReturnType<typeof createPrivacy>;

/** What companies owe the people who wrote to them: to hand over what is stored of them. */
export function createPrivacy(parts: {
  database: Database;
  identities: Identities;
  attachments: Pick<Attachments, "openStored">;
  clock: Clock;
}) {
  const { database, clock } = parts;
  return {
    /** In the log before the first byte leaves. Refuses with not_found. */
    async exportIdentity({ domainId, userId, name }: Caller, identityId: string): Promise<Readable> {
      assertWritable(database);
      const archive = await exportIdentity(parts, domainId, identityId, new Date(clock.nowMs()));
      await recordAuditEvent(database.kysely, {
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
  };
}
