import type {
  AgentToServer,
  AsOf,
  Author,
  Folder,
  Message,
  PageView,
  RefusalReason,
  ServerToAgent,
  Task,
  ThreadSummary,
  User,
} from "@beckon/protocol";
import { LIMITS, PROTOCOL_VERSION } from "@beckon/protocol/constants";
import type { WebSocket } from "ws";
import { type MadeUpThread, madeUpId } from "./made-up-data.ts";

interface Peer {
  socket: WebSocket;
  user: User;
  /** Only from then on it is told of changes. */
  isWelcomed: boolean;
  watched: Set<string>;
}

/** The live half of the fake server: threads in memory, numbered and pushed as the real ones are. */
export class FakeDesk {
  readonly threads = new Map<string, MadeUpThread>();
  /** Every frame that a console has sent, oldest first. */
  readonly heard: AgentToServer[] = [];
  /** While true, messages are neither stored nor answered: as if the answer were lost. */
  ignoresMessages = false;
  refusesMessagesWith: RefusalReason | null = null;
  /** Pushed messages that are lost on the way, by number within their thread. */
  losesPush: (number: number) => boolean = () => false;
  /** As they are listed; nobody is told of their changes. */
  readonly tasks: Task[] = [];
  /** Happens when somebody says hello, while nothing is told to them yet. */
  beforeWelcome: () => void = () => undefined;
  /** What fits one is what its predicate takes. */
  readonly folders: Folder[] = [];
  readonly fits = new Map<string, (thread: ThreadSummary) => boolean>();
  readonly #peers = new Set<Peer>();
  #made = 0;
  #revision = 1_000;

  addThread(thread: MadeUpThread): MadeUpThread {
    this.threads.set(thread.summary.id, thread);
    return thread;
  }

  summaries(): ThreadSummary[] {
    return [...this.threads.values()]
      .map((thread) => thread.summary)
      .sort((left, right) => right.last_activity_at.localeCompare(left.last_activity_at));
  }

  tasksIn(folder: string | null, user: User): Task[] {
    return this.tasks.filter(({ state, agent }) => (folder === "mine" ? agent?.id === user.id : state === folder));
  }

  asOf(): AsOf {
    return { position: this.#revision, sources: null };
  }

  /** Null: all of them. */
  inFolder(folderId: string | null): ThreadSummary[] {
    const fits = this.fits.get(folderId ?? "") ?? (() => folderId === null);
    return this.summaries().filter(fits);
  }

  accept(socket: WebSocket, user: User): void {
    const peer: Peer = { socket, user, isWelcomed: false, watched: new Set() };
    this.#peers.add(peer);
    socket.on("close", () => this.#peers.delete(peer));
    socket.on("message", (data) => this.#hear(peer, JSON.parse(String(data)) as AgentToServer));
  }

  closeConnections(code: number): void {
    for (const { socket } of this.#peers) socket.close(code);
  }

  connectionCount(): number {
    return this.#peers.size;
  }

  visitorWrites(threadId: string, body: string, atMs = Date.now()): Message {
    const { identity } = this.#thread(threadId).summary;
    return this.#add(threadId, { type: "visitor", id: identity.id, name: identity.name }, body, { atMs });
  }

  agentWrites(threadId: string, user: User, body: string, options: { private?: boolean; atMs?: number } = {}): Message {
    return this.#add(threadId, { type: "agent", id: user.id, name: user.firstname }, body, options);
  }

  visitorReads(threadId: string): void {
    const { summary } = this.#thread(threadId);
    this.#summarise(threadId, { visitor_read_number: summary.last_number });
    this.#push(threadId, { type: "thread_read", thread_id: threadId, reader: "visitor", number: summary.last_number });
  }

  visitorTypes(threadId: string, typing: boolean): void {
    this.#push(threadId, {
      type: "typing_changed",
      thread_id: threadId,
      author_type: "visitor",
      author_name: this.#thread(threadId).summary.identity.name,
      typing,
    });
  }

  visitorViews(threadId: string, pageView: Omit<PageView, "id">): void {
    this.#made += 1;
    this.#thread(threadId).pageViews.push({ id: madeUpId(9, this.#made), ...pageView });
    this.#push(threadId, this.#presence(threadId));
  }

  #hear(peer: Peer, frame: AgentToServer): void {
    this.heard.push(frame);
    switch (frame.type) {
      case "hello":
        this.beforeWelcome();
        peer.isWelcomed = true;
        send(peer, {
          type: "welcomed",
          version: PROTOCOL_VERSION,
          user_id: peer.user.id,
          server_time: new Date().toISOString(),
          as_of: this.asOf(),
        });
        return;
      case "ping":
        send(peer, { type: "pong" });
        return;
      case "watch_thread":
        this.#watch(peer, frame.thread_id, frame.known_number);
        return;
      case "unwatch_thread":
        peer.watched.delete(frame.thread_id);
        return;
      case "sync_thread":
        this.#list(peer, frame.thread_id, frame.after_number + 1, Number.POSITIVE_INFINITY);
        return;
      case "load_history":
        this.#list(peer, frame.thread_id, Math.max(1, frame.before_number - frame.limit), frame.before_number - 1);
        return;
      case "mark_read":
        this.#summarise(frame.thread_id, { agent_read_number: frame.number, unread_count: 0 });
        this.#push(frame.thread_id, {
          type: "thread_read",
          thread_id: frame.thread_id,
          reader: "agent",
          number: frame.number,
        });
        return;
      case "send_message":
        this.#send(peer, frame);
        return;
      case "set_typing":
      case "set_viewing":
        return;
    }
  }

  #send(peer: Peer, frame: Extract<AgentToServer, { type: "send_message" }>): void {
    if (this.ignoresMessages) return;
    const { id, thread_id } = frame;
    if (this.refusesMessagesWith !== null) {
      send(peer, { type: "message_refused", id, thread_id, error: this.refusesMessagesWith });
      return;
    }
    const known = this.#thread(thread_id).messages.find((message) => message.id === id);
    const author: Author = { type: "agent", id: peer.user.id, name: peer.user.firstname };
    const message = known ?? this.#add(thread_id, author, frame.body, { id, private: frame.private });
    send(peer, {
      type: "message_acknowledged",
      id,
      thread_id,
      number: message.number,
      created_at: message.created_at,
    });
  }

  #watch(peer: Peer, threadId: string, knownNumber: number): void {
    const thread = this.threads.get(threadId);
    if (thread === undefined) {
      const error = { code: "not_found", message: "There is nothing here, or nothing that you may see.", retry: false };
      send(peer, { type: "refused", request: "watch_thread", thread_id: threadId, error });
      return;
    }
    peer.watched.add(threadId);
    send(peer, { type: "thread_watched", thread: thread.summary });
    const newest = Math.max(1, thread.summary.last_number - 49);
    this.#list(peer, threadId, knownNumber === 0 ? newest : knownNumber + 1, Number.POSITIVE_INFINITY);
    send(peer, this.#presence(threadId));
  }

  #list(peer: Peer, threadId: string, from: number, to: number): void {
    const { messages, summary } = this.#thread(threadId);
    const last = Math.min(to, from + LIMITS.messagesPerPage - 1, summary.last_number);
    send(peer, {
      type: "messages_listed",
      thread_id: threadId,
      first_number: from,
      last_number: last,
      thread_last_number: summary.last_number,
      messages: messages.filter((message) => message.number >= from && message.number <= last),
    });
    if (last < Math.min(to, summary.last_number)) this.#list(peer, threadId, last + 1, to);
  }

  #add(
    threadId: string,
    author: Author,
    body: string,
    options: { id?: string; private?: boolean; atMs?: number },
  ): Message {
    const thread = this.#thread(threadId);
    this.#made += 1;
    const message: Message = {
      id: options.id ?? madeUpId(10, this.#made),
      thread_id: threadId,
      number: thread.summary.last_number + 1,
      author,
      body,
      automated: false,
      private: options.private ?? false,
      attachments: [],
      structured: null,
      notice: null,
      created_at: new Date(options.atMs ?? Date.now()).toISOString(),
    };
    thread.messages.push(message);
    this.#summarise(threadId, {
      last_number: message.number,
      unread_count: author.type === "visitor" ? thread.summary.unread_count + 1 : thread.summary.unread_count,
      last_message: { number: message.number, author, preview: body.slice(0, 120), created_at: message.created_at },
      last_activity_at: message.created_at,
    });
    if (!this.losesPush(message.number)) this.#push(threadId, { type: "message_added", message });
    return message;
  }

  #presence(threadId: string): ServerToAgent {
    const { online, pageViews } = this.#thread(threadId);
    const pageView = pageViews.at(-1);
    return {
      type: "visitor_presence_changed",
      presence: {
        thread_id: threadId,
        online,
        visited:
          pageView === undefined
            ? null
            : { page_view: pageView, custom_variables: { custom_cart_total: 58, custom_logged_in: true } },
      },
    };
  }

  #summarise(threadId: string, change: Partial<ThreadSummary>): void {
    const thread = this.#thread(threadId);
    this.#revision += 1;
    thread.summary = { ...thread.summary, ...change, revision: this.#revision };
    for (const peer of this.#peers) {
      if (peer.isWelcomed) send(peer, { type: "thread_summary_changed", thread: thread.summary });
    }
  }

  #push(threadId: string, frame: ServerToAgent): void {
    for (const peer of this.#peers) if (peer.watched.has(threadId)) send(peer, frame);
  }

  #thread(threadId: string): MadeUpThread {
    const thread = this.threads.get(threadId);
    if (thread === undefined) throw new Error(`No thread ${threadId} was made up.`);
    return thread;
  }
}

function send({ socket }: Peer, frame: ServerToAgent): void {
  socket.send(JSON.stringify(frame));
}
