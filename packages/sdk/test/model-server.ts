import type {
  LiveState,
  Message,
  RefusalReason,
  ServerToVisitor,
  VisitorThread,
  VisitorToServer,
} from "@beckon/protocol";
import { CLOSE_CODES } from "@beckon/protocol/constants";

/** The server's end of one connection. */
export interface ModelSession {
  receive(frame: VisitorToServer): void;
  closed(): void;
}

interface Peer {
  send(frame: ServerToVisitor): void;
  close(code: number): void;
}

interface ModelThread {
  id: string;
  messages: Message[];
  lastNumber: number;
  visitorReadNumber: number;
  live: LiveState | null;
}

/** What becomes of a frame: served, lost with its connection before or after it took effect, or refused. */
export type Verdict = "serve" | "cut_before" | "cut_after" | { refuse: RefusalReason };

const CREATED_AT = "2026-01-01T00:00:00.000Z";

/**
 * The simplest server that keeps the promises of delivery: it commits a message once by its id, numbers each thread
 * without gaps, acknowledges, pushes, and resumes by number. One identity may have many connections.
 */
export class ModelServer {
  readonly threads = new Map<string, ModelThread>();
  readonly frames: VisitorToServer[] = [];
  readonly refusedSecrets = new Set<string>();
  judge: (frame: VisitorToServer) => Verdict = () => "serve";
  #peers = new Map<Peer, string>();

  connect(peer: Peer): ModelSession {
    return {
      receive: (frame) => {
        this.frames.push(frame);
        const verdict = this.judge(frame);
        if (verdict === "cut_before") {
          peer.close(1006);
          return;
        }
        if (typeof verdict === "object") this.#refuse(peer, frame, verdict.refuse);
        else this.#serve(peer, frame);
        if (verdict === "cut_after") peer.close(1006);
      },
      closed: () => this.#peers.delete(peer),
    };
  }

  get connectionCount(): number {
    return this.#peers.size;
  }

  framesOf<Type extends VisitorToServer["type"]>(type: Type): (VisitorToServer & { type: Type })[] {
    return this.frames.filter((frame): frame is VisitorToServer & { type: Type } => frame.type === type);
  }

  closeAll(code: number): void {
    for (const peer of this.#peers.keys()) peer.close(code);
  }

  push(frame: ServerToVisitor): void {
    for (const peer of this.#peers.keys()) peer.send(frame);
  }

  /** An agent's answer, told to everybody unless the hint is lost on its way. */
  addAgentMessage(threadId: string, id: string, body: string, hint: "pushed" | "lost" = "pushed"): Message {
    const message = this.#append(threadId, id, body, "agent");
    if (hint === "pushed") this.push({ type: "message_added", message });
    return message;
  }

  /** Where a live chat stands from now on. */
  setLive(threadId: string, live: LiveState): void {
    const thread = this.#thread(threadId);
    thread.live = live;
    this.push({ type: "thread_changed", thread: this.#describe(thread) });
  }

  /** A number that visitors never get a message for. */
  addPrivateNote(threadId: string): void {
    this.#thread(threadId).lastNumber++;
  }

  messages(threadId: string): readonly Message[] {
    return this.threads.get(threadId)?.messages ?? [];
  }

  #serve(peer: Peer, frame: VisitorToServer): void {
    switch (frame.type) {
      case "hello":
        this.#greet(peer, frame);
        break;
      case "send_message":
        this.#accept(peer, frame);
        break;
      case "sync_thread":
        this.#list(peer, frame.thread_id, frame.after_number);
        break;
      case "load_history": {
        const last = frame.before_number - 1;
        const first = Math.max(1, last - frame.limit + 1);
        peer.send(this.#listed(frame.thread_id, first, last));
        break;
      }
      case "mark_read": {
        const thread = this.#thread(frame.thread_id);
        thread.visitorReadNumber = Math.max(thread.visitorReadNumber, frame.number);
        this.push({ type: "thread_read", thread_id: thread.id, reader: "visitor", number: frame.number });
        break;
      }
      case "end_thread":
        this.setLive(frame.thread_id, { kind: "ended" });
        break;
      case "ping":
        peer.send({ type: "pong" });
        break;
    }
  }

  #greet(peer: Peer, hello: VisitorToServer & { type: "hello" }): void {
    if (this.refusedSecrets.has(hello.identity.secret)) {
      const error = { code: "identity_refused", message: "Not recognised.", retry: false };
      peer.send({ type: "refused", request: "hello", thread_id: null, error });
      peer.close(CLOSE_CODES.not_authorised);
      return;
    }
    this.#peers.set(peer, hello.identity.id);
    peer.send({
      type: "welcomed",
      version: hello.version,
      identity_id: hello.identity.id,
      server_time: CREATED_AT,
      threads: [...this.threads.values()].map((thread) => this.#describe(thread)),
    });
    for (const known of hello.known) this.#list(peer, known.thread_id, known.number);
  }

  #accept(peer: Peer, frame: VisitorToServer & { type: "send_message" }): void {
    const had = this.messages(frame.thread_id).find((message) => message.id === frame.id);
    const isNew = !this.threads.has(frame.thread_id);
    const message = had ?? this.#append(frame.thread_id, frame.id, frame.body, "visitor");
    const { id, number, created_at } = message;
    if (isNew) this.push({ type: "thread_changed", thread: this.#describe(this.#thread(frame.thread_id)) });
    peer.send({ type: "message_acknowledged", id, thread_id: frame.thread_id, number, created_at });
    for (const other of this.#peers.keys()) if (other !== peer && !had) other.send({ type: "message_added", message });
  }

  #refuse(peer: Peer, frame: VisitorToServer, error: RefusalReason): void {
    if (frame.type === "send_message") {
      peer.send({ type: "message_refused", id: frame.id, thread_id: frame.thread_id, error });
    } else peer.send({ type: "refused", request: frame.type, thread_id: null, error });
  }

  #append(threadId: string, id: string, body: string, author: "visitor" | "agent"): Message {
    const thread = this.#thread(threadId);
    const message: Message = {
      id,
      thread_id: threadId,
      number: ++thread.lastNumber,
      author: { type: author, id: null, name: "" },
      body,
      automated: false,
      private: false,
      attachments: [],
      structured: null,
      notice: null,
      created_at: CREATED_AT,
    };
    thread.messages.push(message);
    return message;
  }

  #thread(threadId: string): ModelThread {
    const held = this.threads.get(threadId);
    if (held) return held;
    const thread = { id: threadId, messages: [], lastNumber: 0, visitorReadNumber: 0, live: null };
    this.threads.set(threadId, thread);
    return thread;
  }

  #describe(thread: ModelThread): VisitorThread {
    return {
      id: thread.id,
      last_number: thread.lastNumber,
      visitor_read_number: thread.visitorReadNumber,
      agent_read_number: 0,
      state: "open",
      locked: false,
      email_request: null,
      live: thread.live,
      created_at: CREATED_AT,
      last_message: thread.messages.at(-1) ?? null,
    };
  }

  #list(peer: Peer, threadId: string, afterNumber: number): void {
    const thread = this.threads.get(threadId);
    if (!thread || thread.lastNumber <= afterNumber) return;
    // One page: whoever still misses something asks again.
    peer.send(this.#listed(threadId, afterNumber + 1, Math.min(afterNumber + 100, thread.lastNumber)));
  }

  #listed(threadId: string, first: number, last: number): ServerToVisitor {
    const thread = this.#thread(threadId);
    return {
      type: "messages_listed",
      thread_id: threadId,
      first_number: first,
      last_number: last,
      thread_last_number: thread.lastNumber,
      messages: thread.messages.filter((message) => message.number >= first && message.number <= last),
    };
  }
}
