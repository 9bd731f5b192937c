import type { Role } from "@beckon/protocol";
import type { Kysely } from "kysely";
import type { Bus } from "../../platform/bus/bus.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { hashSecret, newId, newSecret } from "../../platform/identifiers.ts";
import { createRateLimiter } from "../../platform/rate-limiter.ts";
import { Refusal } from "../../platform/refusal.ts";
import {
  createAccountsStore,
  type FoundSession,
  type UserChange,
  type UserRow,
  type WantedUsers,
} from "./accounts.store.ts";
import { type Caller, credentialEndedChannel, nameOf } from "./callers.ts";
import { readRightsBy, readRightsOfUsers } from "./held-roles.store.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";
import { createReplacedSecrets } from "./replaced-secrets.ts";
import { covers, type Rights, rightsOfBot } from "./rights.decisions.ts";
import { rightsStore } from "./rights.store.ts";
import { readSessionCookie } from "./session-cookie.ts";
import { judgeSession, SESSION_LIMITS } from "./sessions.decisions.ts";

const MINUTE_MS = 60_000;
/** Failures of one address with one e-mail, and of one address with any: the second is for guessers of many names. */
const LOGIN_LIMIT = { count: 5, windowMs: 15 * MINUTE_MS };
const ADDRESS_LIMIT = { count: 100, windowMs: 15 * MINUTE_MS };
/** Last use of a token is noted at most this often. */
const NOTE_TOKEN_USE_AFTER_MS = 5 * MINUTE_MS;

export interface AccountsOptions {
  database: Database;
  clock: Clock;
  /** Told when a session or a token ends, so that no connection outlives it on any node. */
  bus: Bus;
  /** Whether browsers come by https, by which the session's cookie has its name. */
  isSecure?: boolean;
}

export interface CredentialHeaders {
  cookie?: string | undefined;
  authorization?: string | undefined;
}

/** `rotatedSecret`: the session's new secret, which the answer has to carry back to the browser. */
export interface Authentication {
  caller: Caller;
  rotatedSecret: string | null;
}

export interface LoginAttempt {
  email: string;
  password: string;
  /** Where it comes from, for counting failures. */
  address: string;
}

export interface NewUser {
  domainId: string;
  email: string;
  password: string;
  role: Role;
  firstname: string;
  lastname: string;
}

export type Accounts = ReturnType<typeof createAccounts>;

/** Who is who: domains, their users, and the sessions and tokens by which these are recognised. */
export function createAccounts({ database, clock, bus, isSecure = false }: AccountsOptions) {
  const store = createAccountsStore(database);
  const failures = createRateLimiter(LOGIN_LIMIT, clock);
  const addressFailures = createRateLimiter(ADDRESS_LIMIT, clock);
  const replaced = createReplacedSecrets(clock);

  /** The user of a right e-mail and password. Refuses with login_failed or login_limited, never saying which was wrong. */
  async function verifyLogin({ email, password, address }: LoginAttempt): Promise<UserRow> {
    const normalised = normaliseEmail(email);
    const key = `${address} ${normalised}`;
    // Counted before the password is looked at, so that attempts sent all at once count too.
    const verdicts = [failures.take(key), addressFailures.take(address)];
    for (const verdict of verdicts) {
      if (verdict.kind === "limited")
        throw new Refusal("login_limited", { retryAfterSeconds: verdict.retryAfterSeconds });
    }
    const user = await store.findUserByEmail(normalised);
    const isRight = await verifyPassword(user?.kind === "person" ? user.password_hash : null, password);
    if (user === undefined || !isRight || user.kind === "bot" || user.deactivated_at !== null)
      throw new Refusal("login_failed");
    failures.forgive(key);
    addressFailures.forgive(address);
    return user;
  }

  /**
   * The session stands, its use is noted and its secret rotated if it is time; null when it has ended. `rotatable` is
   * the hash of the secret that may be replaced, if any may.
   */
  async function useSession(session: FoundSession, rotatable: Buffer | null): Promise<Authentication | null> {
    const nowMs = clock.nowMs();
    const verdict = judgeSession(
      {
        createdAtMs: session.created_at.getTime(),
        lastUsedAtMs: session.last_used_at.getTime(),
        rotatedAtMs: session.rotated_at.getTime(),
      },
      nowMs,
    );
    if (verdict.kind === "ended" || session.user.deactivated_at !== null) return null;
    const caller = await callerOf(session.user, { kind: "session", id: session.id });
    if (verdict.rotate && rotatable !== null) {
      // Before the row changes: a request that no longer finds the old secret there has to find it here.
      replaced.remember(rotatable, session.id);
      return { caller, rotatedSecret: await rotate(session, nowMs) };
    }
    if (verdict.noteUse) await store.noteSessionUse(caller.domainId, session.id, new Date(nowMs));
    return { caller, rotatedSecret: null };
  }

  async function rotate(session: FoundSession, nowMs: number): Promise<string | null> {
    const secret = newSecret();
    const rotated = await store.rotateSession(
      { domainId: session.user.domain_id, id: session.id, rotatedAt: session.rotated_at },
      { tokenHash: hashSecret(secret), at: new Date(nowMs) },
    );
    return rotated ? secret : null;
  }

  async function authenticateSecret(secret: string, mayRotate: boolean): Promise<Authentication | null> {
    const tokenHash = hashSecret(secret);
    const session = await store.findSessionByTokenHash(tokenHash);
    if (session !== undefined) return useSession(session, mayRotate ? tokenHash : null);
    const replacedId = replaced.find(tokenHash);
    const current = replacedId === null ? undefined : await store.findSessionById(replacedId);
    return current === undefined ? null : useSession(current, null);
  }

  async function authenticateToken(token: string): Promise<Caller | null> {
    const found = await store.findAccessToken(hashSecret(token));
    if (found === undefined || found.user.deactivated_at !== null) return null;
    const caller = await callerOf(found.user, { kind: "access_token", id: found.id });
    const nowMs = clock.nowMs();
    if (nowMs - (found.last_used_at?.getTime() ?? 0) >= NOTE_TOKEN_USE_AFTER_MS) {
      await store.noteAccessTokenUse(caller.domainId, found.id, new Date(nowMs));
    }
    return caller;
  }

  /** A header that names a token is judged by the token alone, so that a wrong one is never covered by a cookie. */
  async function authenticate(headers: CredentialHeaders, mayRotate: boolean): Promise<Authentication | null> {
    if (headers.authorization !== undefined) {
      const token = /^Bearer ([A-Za-z0-9_-]{1,200})$/i.exec(headers.authorization)?.[1];
      const caller = token === undefined ? null : await authenticateToken(token);
      return caller === null ? null : { caller, rotatedSecret: null };
    }
    const secret = readSessionCookie(headers.cookie, isSecure);
    return secret === null ? null : authenticateSecret(secret, mayRotate);
  }

  const readRights = ({ domainId, userId }: Pick<Caller, "domainId" | "userId">): Promise<Rights> =>
    readRightsBy(database, domainId, userId);

  async function callerOf(user: UserRow, credential: Caller["credential"]): Promise<Caller> {
    const { domain_id: domainId, id: userId, kind, role, email, firstname, lastname } = user;
    const rights =
      kind === "bot"
        ? rightsOfBot((await store.findBotSources(domainId, userId)) ?? [])
        : await readRights({ domainId, userId });
    return { domainId, userId, kind, role, rights, email, firstname, lastname, name: nameOf(user), credential };
  }

  return {
    /** What somebody may do by now. */
    readRights,

    /** The same of several people of a domain. */
    async readRightsOfAll(domainId: string, userIds: readonly string[]): Promise<Map<string, Rights>> {
      return userIds.length === 0 ? new Map() : await readRightsOfUsers(database, domainId, userIds);
    },

    /** Who sends these headers, or null. Replaces an old session's secret: the answer must carry `rotatedSecret`. */
    authenticateRequest: (headers: CredentialHeaders) => authenticate(headers, true),

    /** Who of the people sends these headers, or null. For upgrades to WebSocket, whose answer carries no cookie. */
    async authenticateHeaders(headers: CredentialHeaders): Promise<Caller | null> {
      const caller = (await authenticate(headers, false))?.caller ?? null;
      return caller?.kind === "bot" ? null : caller;
    },

    /** Starts a session. Refuses with login_failed or login_limited. */
    async login(attempt: LoginAttempt): Promise<{ user: UserRow; secret: string }> {
      const user = await verifyLogin(attempt);
      const nowMs = clock.nowMs();
      await store.deleteEndedSessions(user.id, {
        lastUsedAt: new Date(nowMs - SESSION_LIMITS.idleMs),
        createdAt: new Date(nowMs - SESSION_LIMITS.absoluteMs),
      });
      const secret = newSecret();
      await store.insertSession({
        domain_id: user.domain_id,
        id: newId(),
        user_id: user.id,
        token_hash: hashSecret(secret),
        at: new Date(nowMs),
      });
      return { user, secret };
    },

    /** A token for programs. Refuses as `login` does. */
    async createToken(attempt: LoginAttempt): Promise<string> {
      const user = await verifyLogin(attempt);
      const token = newSecret();
      await store.insertAccessToken({
        domain_id: user.domain_id,
        id: newId(),
        user_id: user.id,
        token_hash: hashSecret(token),
      });
      return token;
    },

    /** Ends the session or token that the caller came with, everywhere and at once. */
    async endCredential({ domainId, credential }: Caller): Promise<void> {
      if (credential.kind === "session") await store.deleteSession(domainId, credential.id);
      else await store.deleteAccessToken(domainId, credential.id);
      bus.publish(credentialEndedChannel(credential), null);
    },

    async findUser({ domainId, userId }: Pick<Caller, "domainId" | "userId">): Promise<UserRow> {
      const user = await store.findUser(domainId, userId);
      if (user === undefined) throw new Refusal("not_found");
      return user;
    },

    /** Ends all sessions of somebody, on every node and at once, and what was opened with their tokens. */
    async endCredentialsOf(domainId: string, userId: string): Promise<void> {
      for (const credential of await store.endSessions(domainId, userId)) {
        bus.publish(credentialEndedChannel(credential), null);
      }
    },

    /** Refuses with invalid_request for a wrong one, and with login_limited after some. */
    async assertPassword({ email }: Pick<Caller, "email">, password: string, address: string): Promise<void> {
      try {
        await verifyLogin({ email, password, address });
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== "login_failed") throw error;
        throw new Refusal("invalid_request", { field: "current_password", reason: "That is not your password." });
      }
    },

    hashPassword,

    /** Ends what the caller has signed in elsewhere. */
    async endOtherSessions({ domainId, userId, credential }: Caller): Promise<void> {
      for (const id of await store.deleteOtherSessions(domainId, userId, credential.id)) {
        bus.publish(credentialEndedChannel({ kind: "session", id }), null);
      }
    },

    /** Somebody whom the caller may change. Refuses with not_found, and with not_permitted for who holds more. */
    async findUserWithin(caller: Caller, userId: string): Promise<UserRow> {
      const user = await store.findUser(caller.domainId, userId);
      if (user === undefined) throw new Refusal("not_found");
      if (userId === caller.userId) return user;
      if (!covers(caller.rights, await readRights({ domainId: caller.domainId, userId }))) {
        throw new Refusal("not_permitted", { reason: "It holds more than you do." });
      }
      return user;
    },

    listUsers: ({ domainId }: Pick<Caller, "domainId">, wanted: WantedUsers) => store.listUsers(domainId, wanted),

    /** The id of the new domain. Refuses with already_exists. */
    async createDomain(name: string): Promise<string> {
      const id = newId();
      await store.transaction(async (transaction) => {
        if (!(await store.insertDomain(transaction, { id, name }))) {
          throw new Refusal("already_exists", { field: "name" });
        }
        await rightsStore.insertReadyMadeRoles(transaction, id);
      });
      return id;
    },

    async findDomainId(name: string): Promise<string | null> {
      return (await store.findDomainByName(name))?.id ?? null;
    },

    /** Whether somebody of any domain signs in with it. */
    async isEmailKnown(email: string): Promise<boolean> {
      return (await store.findUserByEmail(normaliseEmail(email))) !== undefined;
    },

    /** Refuses with already_exists when the e-mail address signs in somewhere on this installation. */
    async createUser(user: NewUser): Promise<UserRow> {
      const row = await prepareUser(user);
      return store.transaction(async (transaction) => {
        const made = await insertPreparedUser(transaction, row);
        await rightsStore.giveReadyMadeRole(transaction, made);
        return made;
      });
    },

    /** In two steps, for who gives other roles: hashing takes long, and no transaction waits for it. */
    prepareUser,
    insertPreparedUser,

    /** Refuses with already_exists. */
    async changeUser(on: Kysely<Schema>, domainId: string, userId: string, change: UserChange): Promise<void> {
      const email = change.email === undefined ? {} : { email: normaliseEmail(change.email) };
      const known = change.email === undefined ? undefined : await store.findUserByEmail(email.email ?? "", on);
      if (known !== undefined && known.id !== userId) throw new Refusal("already_exists", { field: "email" });
      await store.updateUser(on, domainId, userId, { ...change, ...email });
    },
  };

  async function prepareUser({ email, password, domainId, ...rest }: NewUser) {
    return {
      domain_id: domainId,
      id: newId(),
      email: normaliseEmail(email),
      password_hash: await hashPassword(password),
      ...rest,
    };
  }

  async function insertPreparedUser(
    on: Kysely<Schema>,
    row: Awaited<ReturnType<typeof prepareUser>>,
  ): Promise<UserRow> {
    const user = await store.insertUser(on, row);
    if (user === undefined) throw new Refusal("already_exists", { field: "email" });
    return user;
  }
}

function normaliseEmail(email: string): string {
  return email.trim().toLowerCase();
}
