import type { CreatedToken, TokenRecord } from "@beckon/protocol";
import type { Bus } from "../../platform/bus/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { hashSecret, newId, newSecret } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import { type Accounts, type Caller, credentialEndedChannel } from "../accounts/index.ts";
import { recordAuditEvent } from "../audit/index.ts";
import { tokensStore } from "./tokens.store.ts";

export interface TokensOptions {
  database: Database;
  accounts: Accounts;
  bus: Bus;
}

export type Tokens = ReturnType<typeof createTokens>;

/** Tokens by which programs act as a user. Whoever may not manage those of others neither sees nor makes them. */
export function createTokens({ database: { kysely }, accounts, bus }: TokensOptions) {
  const managesAll = ({ rights }: Caller) => rights.permissions.has("manage_api_access_tokens");
  const byWhom = ({ domainId, userId, name }: Caller) => ({ domainId, user: { id: userId, name } });

  return {
    list(caller: Caller, userId: string | null, page: { offset: number; limit: number }) {
      const ofUser = managesAll(caller) ? userId : caller.userId;
      return tokensStore.list(kysely, caller.domainId, { userId: ofUser, id: null, ...page });
    },

    /** Refuses with not_found, and with not_permitted for a user who holds more than the caller. */
    async create(caller: Caller, userId: string, label: string): Promise<CreatedToken> {
      if (userId !== caller.userId && !managesAll(caller)) throw new Refusal("not_found");
      const user = await accounts.findUserWithin(caller, userId);
      if (user.deactivated_at !== null) throw new Refusal("not_found");
      const token = newSecret();
      const id = newId();
      const { domainId } = caller;
      const record = await kysely.transaction().execute(async (transaction) => {
        const row = { domain_id: domainId, id, user_id: userId, label, token_hash: hashSecret(token) };
        await tokensStore.insert(transaction, row);
        const { records } = await tokensStore.list(transaction, domainId, { userId: null, id, offset: 0, limit: 1 });
        const [made] = records;
        if (made === undefined) throw new Refusal("not_found");
        await tell(caller, "token_created", null, made, transaction);
        return made;
      });
      return { ...record, token };
    },

    /** Refuses as `create` does. */
    async revoke(caller: Caller, id: string): Promise<void> {
      const { domainId } = caller;
      const { records } = await tokensStore.list(kysely, domainId, { userId: null, id, offset: 0, limit: 1 });
      const [record] = records;
      if (record === undefined) throw new Refusal("not_found");
      if (record.user.id !== caller.userId && !managesAll(caller)) throw new Refusal("not_found");
      await accounts.findUserWithin(caller, record.user.id);
      await kysely.transaction().execute(async (transaction) => {
        await tokensStore.delete(transaction, domainId, id);
        await tell(caller, "token_revoked", record, null, transaction);
      });
      bus.publish(credentialEndedChannel({ kind: "access_token", id }), null);
    },
  };

  async function tell(
    caller: Caller,
    action: string,
    before: TokenRecord | null,
    after: TokenRecord | null,
    transaction: Parameters<typeof recordAuditEvent>[0],
  ): Promise<void> {
    const said = (record: TokenRecord | null) => record && { label: record.label, user: record.user.name };
    const record = after ?? before;
    const object = { type: "token", id: record?.id ?? null, label: record?.label ?? "" };
    await recordAuditEvent(transaction, {
      ...byWhom(caller),
      action,
      object,
      before: said(before),
      after: said(after),
    });
  }
}
