import type { Source, SourceAnalytics, SourceAppearance, SourceChange } from "@beckon/protocol";
import { readDuration, sayDuration } from "./duration.decisions.ts";

/** A source's settings as the form holds them: what was typed, whether it makes sense yet or not. */
export interface SourceDraft {
  label: string;
  state: Source["state"];
  mode: Source["mode"];
  title: string;
  subtitle: string;
  highlight_color: string;
  color_scheme: SourceAppearance["color_scheme"];
  side: SourceAppearance["side"];
  offset_x: number | string;
  offset_y: number | string;
  z_index: number | string;
  avatar_url: string;
  sender_name: string;
  automatic_page_change: boolean;
  queuing_factor: number | string;
  offer_policy: Source["offer_policy"]["kind"];
  /** Per cent; kept while another policy is chosen. */
  offer_caution: number;
  visit_dismissal: Source["visit_dismissal"];
  count_offers: boolean;
  welcome_message: string;
  email_request: boolean;
  open_threads_limit: number | string;
  thread_inclusion_hours: number | string;
  /** One a line. */
  frame_origins: string;
  /** As people write it: `2m 25s`. */
  impossible_after_seconds: string;
  analytics_google: boolean;
  analytics_matomo: boolean;
  analytics_segment: boolean;
  analytics_legacy_google: boolean;
}

/** A scheme, a name that may begin with `*.`, perhaps a port. */
const FRAME_ORIGIN = /^https?:\/\/(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;

/** Where the slider stands when a source begins to be paced, per cent. */
const USUAL_CAUTION = 70;

type SourceField = keyof SourceDraft;
type FieldErrors = Record<string, string>;

export function draftOf(source: Source): SourceDraft {
  const { appearance, analytics } = source;
  return {
    label: source.label,
    state: source.state,
    mode: source.mode,
    title: appearance.title,
    subtitle: appearance.subtitle,
    highlight_color: appearance.highlight_color,
    color_scheme: appearance.color_scheme,
    side: appearance.side,
    offset_x: appearance.offset_x,
    offset_y: appearance.offset_y,
    z_index: appearance.z_index,
    avatar_url: appearance.avatar_url ?? "",
    sender_name: source.sender_name,
    automatic_page_change: source.automatic_page_change,
    queuing_factor: source.queuing_factor,
    offer_policy: source.offer_policy.kind,
    offer_caution: source.offer_policy.kind === "paced" ? Math.round(source.offer_policy.caution * 100) : USUAL_CAUTION,
    visit_dismissal: source.visit_dismissal,
    count_offers: source.count_offers,
    welcome_message: source.welcome_message,
    email_request: source.email_request,
    open_threads_limit: source.open_threads_limit,
    thread_inclusion_hours: source.thread_inclusion_hours,
    frame_origins: source.frame_origins.join("\n"),
    impossible_after_seconds: sayDuration(source.impossible_after_seconds),
    analytics_google: analytics.google,
    analytics_matomo: analytics.matomo,
    analytics_segment: analytics.segment,
    analytics_legacy_google: analytics.legacy_google,
  };
}

export function isDirty(draft: SourceDraft, source: Source): boolean {
  return Object.keys(changesOf(draft, source)).length > 0;
}

/** Only what differs from the source is sent: two people at two settings do not undo each other's. */
export function changesOf(draft: SourceDraft, source: Source): SourceChange {
  const before = draftOf(source);
  const change: SourceChange = {};
  if (draft.label.trim() !== before.label) change.label = draft.label.trim();
  if (draft.state !== before.state) change.state = draft.state;
  if (draft.mode !== before.mode) change.mode = draft.mode;
  if (draft.sender_name.trim() !== before.sender_name) change.sender_name = draft.sender_name.trim();
  if (draft.automatic_page_change !== before.automatic_page_change) {
    change.automatic_page_change = draft.automatic_page_change;
  }
  if (draft.queuing_factor !== before.queuing_factor) change.queuing_factor = Number(draft.queuing_factor);
  if (draft.offer_policy !== before.offer_policy || draft.offer_caution !== before.offer_caution) {
    change.offer_policy =
      draft.offer_policy === "paced" ? { kind: "paced", caution: draft.offer_caution / 100 } : { kind: "threshold" };
  }
  if (draft.visit_dismissal !== before.visit_dismissal) change.visit_dismissal = draft.visit_dismissal;
  if (draft.count_offers !== before.count_offers) change.count_offers = draft.count_offers;
  if (draft.welcome_message.trim() !== before.welcome_message) change.welcome_message = draft.welcome_message.trim();
  if (draft.email_request !== before.email_request) change.email_request = draft.email_request;
  if (draft.open_threads_limit !== before.open_threads_limit) {
    change.open_threads_limit = Number(draft.open_threads_limit);
  }
  if (draft.thread_inclusion_hours !== before.thread_inclusion_hours) {
    change.thread_inclusion_hours = Number(draft.thread_inclusion_hours);
  }
  const frameOrigins = linesOf(draft.frame_origins);
  if (frameOrigins.join("\n") !== before.frame_origins) change.frame_origins = frameOrigins;
  const impossibleAfter = readDuration(draft.impossible_after_seconds);
  if (draft.impossible_after_seconds !== before.impossible_after_seconds && impossibleAfter !== null) {
    change.impossible_after_seconds = impossibleAfter;
  }
  const analytics: Partial<SourceAnalytics> = {};
  if (draft.analytics_google !== before.analytics_google) analytics.google = draft.analytics_google;
  if (draft.analytics_matomo !== before.analytics_matomo) analytics.matomo = draft.analytics_matomo;
  if (draft.analytics_segment !== before.analytics_segment) analytics.segment = draft.analytics_segment;
  if (draft.analytics_legacy_google !== before.analytics_legacy_google) {
    analytics.legacy_google = draft.analytics_legacy_google;
  }
  if (Object.keys(analytics).length > 0) change.analytics = analytics;
  const appearance: Partial<SourceAppearance> = {};
  if (draft.title.trim() !== before.title) appearance.title = draft.title.trim();
  if (draft.subtitle.trim() !== before.subtitle) appearance.subtitle = draft.subtitle.trim();
  if (draft.highlight_color !== before.highlight_color) appearance.highlight_color = draft.highlight_color;
  if (draft.color_scheme !== before.color_scheme) appearance.color_scheme = draft.color_scheme;
  if (draft.side !== before.side) appearance.side = draft.side;
  if (draft.offset_x !== before.offset_x) appearance.offset_x = Number(draft.offset_x);
  if (draft.offset_y !== before.offset_y) appearance.offset_y = Number(draft.offset_y);
  if (draft.z_index !== before.z_index) appearance.z_index = Number(draft.z_index);
  if (draft.avatar_url.trim() !== before.avatar_url) appearance.avatar_url = draft.avatar_url.trim() || null;
  if (Object.keys(appearance).length > 0) change.appearance = appearance;
  return change;
}

/** What the server would refuse, said at its field before it is asked. */
export function findErrors(draft: SourceDraft): FieldErrors {
  const errors: FieldErrors = {};
  if (draft.label.trim() === "") errors.label = "Give the source a name.";
  if (draft.label.trim().length > 200) errors.label = "Use at most 200 characters.";
  if (draft.title.trim().length > 100) errors.title = "Use at most 100 characters.";
  if (draft.subtitle.trim().length > 200) errors.subtitle = "Use at most 200 characters.";
  if (!/^#[0-9a-fA-F]{6}$/.test(draft.highlight_color)) {
    errors.highlight_color = "Write a colour as # and six digits, such as #4481eb.";
  }
  if (!isWholeNumber(draft.offset_x, 2_000)) errors.offset_x = "Write a whole number from 0 to 2000.";
  if (!isWholeNumber(draft.offset_y, 2_000)) errors.offset_y = "Write a whole number from 0 to 2000.";
  if (!isWholeNumber(draft.z_index, 2_147_483_647)) errors.z_index = "Write a whole number from 0 to 2147483647.";
  if (draft.queuing_factor === "" || !(Number(draft.queuing_factor) >= 0 && Number(draft.queuing_factor) <= 100)) {
    errors.queuing_factor = "Write a number from 0 to 100.";
  }
  if (draft.welcome_message.trim().length > 2_000) errors.welcome_message = "Use at most 2,000 characters.";
  if (!isWholeNumber(draft.open_threads_limit, 100) || Number(draft.open_threads_limit) === 0) {
    errors.open_threads_limit = "Write a whole number from 1 to 100.";
  }
  if (!isWholeNumber(draft.thread_inclusion_hours, 8_760) || Number(draft.thread_inclusion_hours) === 0) {
    errors.thread_inclusion_hours = "Write a whole number from 1 to 8760.";
  }
  const impossibleAfter = readDuration(draft.impossible_after_seconds);
  if (impossibleAfter === null || impossibleAfter > 86_400) {
    errors.impossible_after_seconds = "Write a time such as 2m 25s, at most 24h, or 0 for never.";
  }
  if (draft.avatar_url.trim() !== "" && !isWebAddress(draft.avatar_url.trim())) {
    errors.avatar_url = "Write a complete address that begins with https://.";
  }
  const wrong = linesOf(draft.frame_origins).find((origin) => !FRAME_ORIGIN.test(origin));
  if (wrong !== undefined) {
    errors.frame_origins = `Write each as https://www.example.com, one a line, without a path. This is none: ${wrong.slice(0, 100)}`;
  }
  if (draft.sender_name.trim() === "") errors.sender_name = "Say which name visitors see.";
  if (draft.sender_name.trim().length > 200) errors.sender_name = "Use at most 200 characters.";
  return errors;
}

/** In lower case, each once. */
function linesOf(text: string): string[] {
  const lines = text.split(/\s+/).map((line) => line.toLowerCase().replace(/\/$/, ""));
  return [...new Set(lines.filter((line) => line !== ""))];
}

/** The form's field that a path in the server's answer means; null when it has none for it. */
export function fieldOfPath(path: string, draft: SourceDraft): SourceField | null {
  const names = path.split(/[./]/).filter(Boolean);
  // Of a list, the field is the list.
  const name = names.findLast((part) => !/^\d+$/.test(part)) ?? "";
  return isSourceField(name, draft) ? name : null;
}

function isSourceField(name: string, draft: SourceDraft): name is SourceField {
  return Object.hasOwn(draft, name);
}

function isWholeNumber(value: number | string, most: number): boolean {
  return value !== "" && Number.isInteger(Number(value)) && Number(value) >= 0 && Number(value) <= most;
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
