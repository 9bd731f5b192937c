import type { ServerToVisitor, VisitorToServer } from "@beckon/protocol";
import { PEER_SILENCE_LIMIT_MS, PROTOCOL_VERSION } from "@beckon/protocol/constants";
import type { ConnectionState } from "./api.ts";
import { createElection, type Election } from "./election.ts";
import type { BrowserIdentity } from "./identity.ts";
import type { OutboxEntry } from "./outbox.ts";
import type { RequestLock, Surroundings, TabChannel } from "./rim.ts";
import type { SafeStorage } from "./safe-storage.ts";

/** All that a tab needs in order to stand where its leader stands. */
interface Snapshot {
  identity: BrowserIdentity | null;
  connection: ConnectionState;
  frames: readonly ServerToVisitor[];
  entries: readonly OutboxEntry[];
}

/** What the tabs of one browser and source tell each other. */
export type TabNews =
  /** By the leader. */
  | { kind: "frame_received"; frame: ServerToVisitor }
  | { kind: "connection_changed"; state: ConnectionState }
  | { kind: "snapshot"; snapshot: Snapshot }
  /** To the leader. */
  | { kind: "send_frame"; frame: VisitorToServer }
  | { kind: "load_history"; threadId: string; beforeNumber: number }
  | { kind: "take_snapshot" }
  /** By any tab to all. */
  | { kind: "thread_read"; frame: ServerToVisitor & { type: "thread_read" } }
  | { kind: "messages_written"; entries: readonly OutboxEntry[] }
  | { kind: "message_discarded"; id: string }
  | { kind: "everything_forgotten" };

/** One leader among the tabs. It knows who leads and carries news; what leading means is told elsewhere. */
export interface Tabs {
  join(): void;
  /** Gives the lead up at once, as a page must before it may be frozen. */
  leave(): void;
  tell(news: TabNews): void;
  leads(): boolean;
  /** Asks the leader for a snapshot; a leader that does not answer loses its place. */
  askSnapshot(): void;
}

/** How long a leader may owe an answer: a frozen tab keeps its lock and hears nothing. */
const LEADER_PATIENCE_MS = 5_000;

export function createTabs(
  surroundings: Surroundings,
  storage: SafeStorage,
  prefix: string,
  listener: { heard(news: TabNews): void; roleChanged(leads: boolean): void },
): Tabs {
  const { openChannel, schedule } = surroundings;
  let channel: TabChannel | null = null;
  let election: Election | null = null;
  let leading = false;
  let stopWaiting = () => {};

  function changeRole(leads: boolean): void {
    leading = leads;
    stopWaiting();
    listener.roleChanged(leads);
  }
  function tell(news: TabNews): void {
    channel?.post(news);
  }
  function hear(message: unknown): void {
    // Only this code of this version writes to the channel.
    const news = message as TabNews;
    if (news.kind === "frame_received" || news.kind === "connection_changed" || news.kind === "snapshot") {
      stopWaiting();
      // A leader in good health is heard every ten seconds.
      if (!leading) stopWaiting = schedule(askSnapshot, PEER_SILENCE_LIMIT_MS);
    }
    listener.heard(news);
  }
  function askSnapshot(): void {
    stopWaiting();
    tell({ kind: "take_snapshot" });
    stopWaiting = schedule(() => election?.takeOver(), LEADER_PATIENCE_MS);
  }
  return {
    join() {
      if (!openChannel || !(surroundings.requestLock || storage.works())) {
        changeRole(true);
        return;
      }
      // Tabs with another version of the protocol lead themselves: both are right, because ids make sends idempotent.
      channel = openChannel(`${prefix}tabs:${PROTOCOL_VERSION}`, hear);
      const requestLock: RequestLock =
        surroundings.requestLock ??
        (async (...request) => (await import("./lease.ts")).createLeaseLock(storage, surroundings)(...request));
      election = createElection(requestLock, `${prefix}leader:${PROTOCOL_VERSION}`, changeRole);
      election.stand();
      if (!leading) askSnapshot();
    },
    leave() {
      stopWaiting();
      election?.withdraw();
      channel?.close();
      channel = election = null;
      leading = false;
    },
    tell,
    leads: () => leading,
    askSnapshot,
  };
}
