import type { Colleague, Mention } from "@beckon/protocol";
import type { Hints } from "../../delivery/hints.ts";
import type { Clock } from "../../platform/clock.ts";
import { assertWritable, type Database } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import { type Accounts, type Caller, holdsForSource, nameOf, readableSources } from "../accounts/index.ts";
import { type ColleagueRow, listActiveUsers, listMentions, readMentions } from "./mentions.store.ts";

export interface MentionsOptions {
  database: Database;
  accounts: Pick<Accounts, "readRightsOfAll">;
  hints: Hints;
  clock: Clock;
}

/** Whom a note mentions, by name. Refuses with mention_refused for who may not read in the source. */
export type JudgeMentions = (note: {
  domainId: string;
  sourceId: string;
  isPrivate: boolean;
  ids: readonly string[];
}) => Promise<{ id: string; name: string }[]>;

export type Mentions = ReturnType<typeof createMentions>;

/** Who can be mentioned where, and what each has been mentioned in. */
export function createMentions({ database, accounts, hints, clock }: MentionsOptions) {
  async function keepReaders(domainId: string, sourceId: string, users: ColleagueRow[]): Promise<ColleagueRow[]> {
    const rights = await accounts.readRightsOfAll(
      domainId,
      users.map(({ id }) => id),
    );
    return users.filter(({ id }) => {
      const held = rights.get(id);
      return held !== undefined && holdsForSource(held, sourceId, "read");
    });
  }

  const judge: JudgeMentions = async ({ domainId, sourceId, isPrivate, ids }) => {
    if (ids.length === 0) return [];
    if (!isPrivate) throw new Refusal("mention_public");
    const users = await keepReaders(domainId, sourceId, await listActiveUsers(database, domainId, ids));
    const byId = new Map(users.map((user) => [user.id, user]));
    return ids.map((id) => {
      const user = byId.get(id);
      if (user === undefined) throw new Refusal("mention_refused");
      return { id, name: nameOf(user) };
    });
  };

  return {
    judge,

    /** Whoever may read in a source, by name. */
    async listColleagues({ domainId }: Caller, sourceId: string): Promise<Colleague[]> {
      const users = await keepReaders(domainId, sourceId, await listActiveUsers(database, domainId, null));
      return users.map((user) => ({ id: user.id, name: nameOf(user), avatar_url: user.avatar_url }));
    },

    list(
      caller: Caller,
      wanted: { unread: boolean; offset: number; limit: number },
    ): Promise<{ count: number; records: Mention[] }> {
      return listMentions(database, caller, readableSources(caller.rights), wanted);
    },

    /** The caller has seen a thread up to a number. Their other desks are told. */
    async read(caller: Caller, threadId: string, number: number): Promise<void> {
      assertWritable(database);
      const hasRead = await readMentions(database, caller, threadId, number, new Date(clock.nowMs()));
      if (hasRead) hints.toDesk(caller.domainId, { kind: "mentions_read", userId: caller.userId });
    },
  };
}
