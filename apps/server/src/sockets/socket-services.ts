import type { Logger } from "pino";
import type { Hints } from "../delivery/hints.ts";
import type { Caller, Rights } from "../features/accounts/index.ts";
import type { SessionWatch } from "../features/communities/index.ts";
import type { Identities } from "../features/identities/index.ts";
import type { LiveChats } from "../features/live-chats/index.ts";
import type { JudgeMentions } from "../features/mentions/index.ts";
import type { MessageService } from "../features/messages/index.ts";
import type { Reply } from "../features/tasks/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/database/index.ts";
import type { DeskFeeds } from "./desk-feeds.ts";

/** What connections act through. */
export interface SocketServices {
  database: Database;
  hints: Hints;
  deskFeeds: DeskFeeds;
  messages: MessageService;
  liveChats: LiveChats;
  /** Gives what nobody has to who replies. Refuses with capacity_reached. */
  takeByReply(caller: Caller, reply: Reply): Promise<void>;
  identities: Identities;
  /** Ends visitors' sessions when what let them in no longer does. */
  sessionWatch: SessionWatch;
  clock: Clock;
  logger: Logger;
  /** The template by which a source names its agents to visitors. */
  findSenderName(domainId: string, sourceId: string): Promise<string>;
  judgeMentions: JudgeMentions;
  /** Who a Bearer token belongs to, or null when it is worth nothing. */
  authenticateToken(token: string): Promise<Caller | null>;
  /** Told of each agent that is welcomed; the returned function is called when it leaves. */
  onAgentConnected(caller: Caller): () => void;
  /** Told of each visitor that is welcomed without a conversation; then once, whether one began or the visitor left. */
  onWindowOpened(sourceId: string): { engage(): void; leave(): void };
  /** Calls back when the session or token that proved the caller has ended. Returns the unsubscription. */
  onCredentialEnded(caller: Caller, listener: () => void): () => void;
  /** What the caller may do by now. */
  readRights(caller: Caller): Promise<Rights>;
  /** Calls back when rights of somebody in the domain have changed. Returns the unsubscription. */
  onRightsChanged(domainId: string, listener: () => void): () => void;
}
