import type { Message, PageView, Source, Task, ThreadSummary, User } from "@beckon/protocol";

/** Ids that are told apart at a glance: kind and number, in the shape of a UUIDv7. */
export function madeUpId(kind: number, number: number): string {
  return `01920000-0000-7${kind.toString(16).padStart(3, "0")}-8000-${number.toString(16).padStart(12, "0")}`;
}

const domainId = madeUpId(1, 1);
const longAgo = "2026-01-05T09:00:00.000Z";

export function makeUser(number: number, firstname: string, lastname: string, role: User["role"]): User {
  return {
    id: madeUpId(2, number),
    domain_id: domainId,
    email: `${firstname.toLowerCase()}@example.test`,
    firstname,
    lastname,
    role,
    avatar_url: null,
    deactivated_at: null,
    created_at: longAgo,
  };
}

export function makeSource(number: number, label: string, overrides: Partial<Source> = {}): Source {
  const token = label.toLowerCase().replaceAll(" ", "-");
  return {
    id: madeUpId(3, number),
    token,
    label,
    mode: "messaging",
    state: "active",
    community_id: madeUpId(4, number),
    appearance: {
      title: label,
      subtitle: "We answer within the day",
      avatar_url: null,
      color_scheme: "auto",
      highlight_color: "#4481eb",
      side: "automatic",
      offset_x: 20,
      offset_y: 20,
      z_index: 2_147_483_000,
    },
    sender_name: "{{firstname}}",
    automatic_page_change: true,
    translations: {},
    queuing_factor: 0.25,
    offer_policy: { kind: "paced", caution: 0.7 },
    analytics: { google: false, matomo: false, segment: false, legacy_google: false },
    visit_dismissal: "visit",
    count_offers: true,
    welcome_message: "",
    email_request: true,
    open_threads_limit: 3,
    thread_inclusion_hours: 24,
    impossible_after_seconds: 480,
    custom_css: "",
    frame_origins: [],
    snippet: `<script async src="https://beckon.example.test/chat/${token}/loader.js"></script>`,
    created_at: longAgo,
    ...overrides,
  };
}

export interface MadeUpThread {
  summary: ThreadSummary;
  messages: Message[];
  pageViews: PageView[];
  online: boolean;
}

export function makeThread(number: number, source: Source, name: string, startedAtMs: number): MadeUpThread {
  const startedAt = new Date(startedAtMs).toISOString();
  return {
    summary: {
      id: madeUpId(5, number),
      source_id: source.id,
      source_label: source.label,
      identity: {
        id: madeUpId(6, number),
        name,
        firstname: name.split(" ")[0] ?? null,
        lastname: name.split(" ")[1] ?? null,
        email: `${name.toLowerCase().replaceAll(" ", ".")}@example.test`,
        company: number % 2 === 0 ? "Example Ltd" : null,
        avatar_url: null,
        group_id: madeUpId(6, number),
        revision: 0,
        created_at: startedAt,
      },
      trigger: number % 3 === 0 ? { id: madeUpId(7, 1), label: "Cart leavers" } : null,
      state: "open",
      locked: false,
      category_ids: [],
      tag_ids: [],
      priority: "normal",
      live: null,
      language: number % 2 === 0 ? "fr" : "en",
      context_data: { identity_initiated_thread: "true" },
      last_number: 0,
      visitor_read_number: 0,
      agent_read_number: 0,
      unread_count: 0,
      last_message: null,
      created_at: startedAt,
      last_activity_at: startedAt,
      revision: number,
    },
    messages: [],
    pageViews: [
      {
        id: madeUpId(8, number * 10),
        url: "https://shop.example.test/dresses/",
        title: "Dresses",
        started_at: new Date(startedAtMs - 90_000).toISOString(),
      },
      {
        id: madeUpId(8, number * 10 + 1),
        url: "https://shop.example.test/dresses/587-pink-dress",
        title: "Pink Dress",
        started_at: new Date(startedAtMs + 20_000).toISOString(),
      },
    ],
    online: true,
  };
}

/** The thread's task, which somebody has accepted, or which waits. */
export function makeTask(number: number, { summary }: MadeUpThread, agent: User | null): Task {
  const { id, source_id, source_label, identity, language, priority, last_message, created_at, revision } = summary;
  return {
    id: madeUpId(11, number),
    thread_id: id,
    source_id,
    source_label,
    channel: "asynchronous",
    state: agent === null ? "waiting" : "accepted",
    completion: null,
    agent: agent === null ? null : { id: agent.id, name: agent.firstname },
    held_by_bot: false,
    visitor_name: identity.name,
    preview: last_message?.preview ?? "",
    language,
    priority,
    target: null,
    target_label: null,
    comment: null,
    transferred_by: null,
    missed_by: [],
    intervention_id: null,
    deferred_until: null,
    ring_ends_at: null,
    queued_at: created_at,
    created_at,
    accepted_at: agent === null ? null : created_at,
    ended_at: null,
    revision,
  };
}
