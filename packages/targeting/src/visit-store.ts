/**
 * What a browser records about its visits, for one source: plain JSON, times in epoch ms. The texts and lists that come
 * from outside are bounded, and so is the number of page views.
 */

export type SeenValue = string | number | boolean;

/** Criterion or custom variable → value as last seen on a page view. */
export type SeenValues = Readonly<Record<string, SeenValue>>;

export interface PageViewRecord {
  readonly id: string;
  readonly startedAtMs: number;
  /** Of the visitor's clock at the start, east positive. */
  readonly utcOffsetMinutes: number;
  /** In the foreground, as far as is known. */
  readonly visible: boolean;
  /** Time in the foreground, up to `countedAtMs`. */
  readonly visibleMs: number;
  readonly countedAtMs: number;
  /** The visitor's last sign of life on this page. */
  readonly activeAtMs: number;
  readonly activatedTriggerIds: readonly string[];
  /** `page_url`, `page_title`, `chat_shown`, `identity`, `device`, custom variables… */
  readonly values: SeenValues;
}

/** An engaged Chat, as far as it outlives a page. What a page displays is in its values `chat_shown`, `chat_opened`. */
export interface EngagedChat {
  /** How many page views the visit had when it engaged: it continues on those after them. */
  readonly afterPageViews: number;
  readonly opened: boolean;
  /** Empty while unknown. */
  readonly threadId: string;
  /** Empty when no trigger led to it. */
  readonly triggerId: string;
}

export interface Visit {
  readonly startedAtMs: number;
  readonly lastActivityAtMs: number;
  /** All page views of the visit, those that the bound dropped included. */
  readonly pageViewCount: number;
  /** By start: the first page and the latest ones, at most `PAGE_VIEW_BOUND`, never none. */
  readonly pageViews: readonly PageViewRecord[];
  readonly activatedTriggerIds: readonly string[];
  readonly executedTriggerIds: readonly string[];
  /** Empty, or the trigger after which no other one is activated. */
  readonly onlyTriggerId: string;
  readonly dismissedItemIds: readonly string[];
  /** What of its offers has been counted, so that none is twice. */
  readonly counted: readonly string[];
  readonly chat: EngagedChat | null;
}

export interface VisitStore {
  readonly version: number;
  /** The current or last visit included. */
  readonly visitCount: number;
  /** The visitor's lot, 0 ≤ lot < 1, drawn when the store was made: decides holdouts. */
  readonly lot: number;
  /** The site set an identity or the Chat made one at some time: only then may there be threads to ask for. */
  readonly hasHadIdentity: boolean;
  readonly sentAutomaticMessageIds: readonly string[];
  /** Null before the first page view. An ended visit stays until the next one starts. */
  readonly visit: Visit | null;
}

export const VERSION = 1;
export const PAGE_VIEW_BOUND = 50;
/** Of ids in one list, and of values on one page view. */
export const LIST_BOUND = 150;
/** UTF-16 code units of a text; the rest is cut. */
export const TEXT_BOUND = 2000;
export const VISIT_IDLE_LIMIT_MS = 86_400_000;

/** As on the very first visit. `lot` is a random number, 0 ≤ lot < 1. */
export const freshVisitStore = (lot: number): VisitStore => ({
  version: VERSION,
  visitCount: 0,
  lot,
  hasHadIdentity: false,
  sentAutomaticMessageIds: [],
  visit: null,
});

/** Not in the foreground yet. */
export const freshPageView = (id: string, atMs: number, utcOffsetMinutes: number): PageViewRecord => ({
  id,
  startedAtMs: atMs,
  utcOffsetMinutes,
  visible: false,
  visibleMs: 0,
  countedAtMs: atMs,
  activeAtMs: atMs,
  activatedTriggerIds: [],
  values: {},
});

export const freshVisit = (atMs: number): Visit => ({
  startedAtMs: atMs,
  lastActivityAtMs: atMs,
  pageViewCount: 0,
  pageViews: [],
  activatedTriggerIds: [],
  executedTriggerIds: [],
  onlyTriggerId: "",
  dismissedItemIds: [],
  counted: [],
  chat: null,
});

/** The visit that goes on at `atMs`, or null. A clock that is a day off in either direction ends it too. */
export const currentVisit = ({ visit }: VisitStore, atMs: number): Visit | null =>
  visit && Math.abs(atMs - visit.lastActivityAtMs) < VISIT_IDLE_LIMIT_MS ? visit : null;
