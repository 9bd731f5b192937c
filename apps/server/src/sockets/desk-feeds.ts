import { setImmediate as nextTurn } from "node:timers/promises";
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import type { ServerToAgent, Task, ThreadSummary } from "@beckon/protocol";
import type { DeskHint, Hints } from "../delivery/hints.ts";
import { textFor } from "./shared-frames.ts";

/** How long changes are gathered after some were told. Nobody sees a row move a quarter of a second later. */
const GATHER_MS = 250;

/** A single row is told as it is. */
const COMPRESSED_FROM_LENGTH = 2_000;
const compress = promisify<string, Uint8Array>(deflateRaw);

/** So many desks are written to before what else waits has its turn: a moment's rows are megabytes for all of them. */
const MEMBERS_AT_ONCE = 20;

/** What desks show rows of; the others of a desk's hints are few, and told as they come. */
type RowHint = Extract<DeskHint, { kind: "thread_summary_changed" | "task_changed" }>;
export type OtherHint = Exclude<DeskHint, RowHint>;

export interface DeskMember {
  userId: string;
  maySee(sourceId: string): boolean;
  /** Whether several changes may come in one frame, and of what changes twice in a moment only how it ended. */
  gathers: boolean;
  /** Whether long ones of these frames may come compressed. */
  inflates: boolean;
  send(frame: string | Uint8Array): void;
  onOther(hint: OtherHint): void;
}

export interface DeskFeeds {
  /** Tells the member of the domain's changes until the returned function is called. */
  join(domainId: string, member: DeskMember): () => void;
}

/**
 * The rows of each domain's desks on this node. Every desk hears of every change that it may see: 200 messages a second
 * and 500 desks are 100,000 tellings, so what changes is gathered and written once for all who may see the same. A task is
 * told at once to the agent at whom it rings or who has it, and the first change after a quiet moment to everybody.
 */
export function createDeskFeeds(hints: Hints): DeskFeeds {
  const feeds = new Map<string, Feed>();

  return {
    join(domainId, member) {
      const feed = feeds.get(domainId) ?? openFeed(hints, domainId);
      feeds.set(domainId, feed);
      feed.members.add(member);
      return () => {
        feed.members.delete(member);
        if (feed.members.size > 0 || feeds.get(domainId) !== feed) return;
        feeds.delete(domainId);
        feed.close();
      };
    },
  };
}

interface Feed {
  members: Set<DeskMember>;
  close(): void;
}

function openFeed(hints: Hints, domainId: string): Feed {
  const members = new Set<DeskMember>();
  /** By what changed, in the order of the last change. */
  let gathered = new Map<string, RowHint>();
  let timer: NodeJS.Timeout | null = null;
  /** While desks are written to; what would be overtaken by it waits. */
  let telling: Promise<void> | null = null;

  const unsubscribe = hints.onDesk(domainId, (hint) => {
    if (hint.kind === "thread_summary_changed") return take(`thread ${hint.thread.id}`, hint);
    if (hint.kind === "task_changed") return take(`task ${hint.task.id}`, hint);
    const isErasure = hint.kind === "thread_anonymized" || hint.kind === "thread_deleted";
    if (isErasure) forget(hint.threadId);
    const tellOther = () => {
      for (const member of members) member.onOther(hint);
    };
    // What is being told of the thread would come after its end.
    if (isErasure && telling !== null) void telling.then(tellOther);
    else tellOther();
  });

  function take(key: string, hint: RowHint): void {
    const sourceId = rowOf(hint).source_id;
    for (const member of members) {
      const isConcerned = hint.kind === "task_changed" && hint.task.agent?.id === member.userId;
      if ((isConcerned || !member.gathers) && member.maySee(sourceId)) {
        member.send(textFor(hint, () => toFrame(hint)));
      }
    }
    gathered.delete(key);
    gathered.set(key, hint);
    if (timer === null && telling === null) tellGathered();
  }

  function tellGathered(): void {
    timer = null;
    if (gathered.size === 0) return;
    const changes = [...gathered.values()];
    gathered = new Map();
    telling = tellAll(changes).finally(() => {
      telling = null;
      if (members.size === 0) return;
      timer = setTimeout(tellGathered, GATHER_MS);
      timer.unref();
    });
  }

  async function tellAll(changes: readonly RowHint[]): Promise<void> {
    const sourceIds = [...new Set(changes.map((hint) => rowOf(hint).source_id))];
    const frames = new Map<string, GatheredFrame>();
    for (const [index, member] of [...members].entries()) {
      if (index % MEMBERS_AT_ONCE === MEMBERS_AT_ONCE - 1) await nextTurn();
      if (!member.gathers || !members.has(member)) continue;
      const visible = new Set(sourceIds.filter((id) => member.maySee(id)));
      if (visible.size === 0) continue;
      const key = [...visible].join();
      const frame =
        frames.get(key) ?? (await writeChanges(changes.filter((hint) => visible.has(rowOf(hint).source_id))));
      frames.set(key, frame);
      if (members.has(member)) member.send(member.inflates ? frame.compressed : frame.text);
    }
  }

  /** What was gathered of a thread whose contents are gone would bring them back. */
  function forget(threadId: string): void {
    for (const [key, hint] of gathered) {
      if ((hint.kind === "task_changed" ? hint.task.thread_id : hint.thread.id) === threadId) gathered.delete(key);
    }
  }

  return {
    members,
    close() {
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
    },
  };
}

const rowOf = (hint: RowHint): Task | ThreadSummary => (hint.kind === "task_changed" ? hint.task : hint.thread);

type RowFrame = Extract<ServerToAgent, { type: RowHint["kind"] }>;

const toFrame = (hint: RowHint): RowFrame =>
  hint.kind === "task_changed" ? { type: hint.kind, task: hint.task } : { type: hint.kind, thread: hint.thread };

interface GatheredFrame {
  text: string;
  /** The text itself when it is short. */
  compressed: string | Uint8Array;
}

/** Written and compressed once for all: the rows are much alike, so a tenth of the bytes goes to each desk. */
async function writeChanges(hints: readonly RowHint[]): Promise<GatheredFrame> {
  const text = `{"type":"desk_changed","changes":[${hints.map((hint) => textFor(hint, () => toFrame(hint))).join()}]}`;
  return { text, compressed: text.length < COMPRESSED_FROM_LENGTH ? text : await compress(text) };
}
