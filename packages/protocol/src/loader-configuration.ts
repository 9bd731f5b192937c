import Type from "typebox";
import { LoaderAutomaticMessage, LoaderCustomVariable, LoaderItem, LoaderTrigger } from "./targeting.ts";

const literals = <T extends string[]>(...values: [...T]) => Type.Enum(values);

export const SourceMode = literals("messaging", "live_chat");
export type SourceMode = Type.Static<typeof SourceMode>;

export const SourceState = literals("active", "inactive", "maintenance");
export type SourceState = Type.Static<typeof SourceState>;

export const ColorScheme = literals("auto", "light", "dark");
export type ColorScheme = Type.Static<typeof ColorScheme>;

/** How long an invitation that a visitor dismissed stays away: until the next page, or for the rest of the visit. */
export const VisitDismissal = literals("page", "visit");
export type VisitDismissal = Type.Static<typeof VisitDismissal>;

/** What of a source's settings a visitor sees. Everything in it is public. */
export const SourceAppearance = Type.Object({
  /** Title in the window's header; empty: the source's default text. */
  title: Type.String({ maxLength: 100 }),
  /** One line beneath the title, such as "We answer within the day". */
  subtitle: Type.String({ maxLength: 200 }),
  avatar_url: Type.Union([Type.String({ maxLength: 4_096 }), Type.Null()]),
  color_scheme: ColorScheme,
  /** `#rrggbb` */
  highlight_color: Type.String({ pattern: "^#[0-9a-fA-F]{6}$" }),
  side: literals("automatic", "left", "right"),
  offset_x: Type.Integer({ minimum: 0, maximum: 2_000 }),
  offset_y: Type.Integer({ minimum: 0, maximum: 2_000 }),
  z_index: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
});
export type SourceAppearance = Type.Static<typeof SourceAppearance>;

/** All that a source's loader carries, beside the part that is the same for every source. Public to anybody. */
export const LoaderConfiguration = Type.Object({
  /** Changes whenever anything below changes. */
  revision: Type.String(),
  source_token: Type.String(),
  mode: SourceMode,
  /** Where Beckon answers, without a trailing slash. */
  public_url: Type.String(),
  /**
   * The hashed, immutable files, absolute. The manager imports the client by a relative name of its own. `beside` are
   * those that this source needs before the manager starts; absent when there is none.
   */
  assets: Type.Object({
    manager: Type.String(),
    debug: Type.String(),
    beside: Type.Optional(Type.Array(Type.String())),
  }),
  appearance: SourceAppearance,
  /** `history.pushState` and `popstate` count as page changes. */
  automatic_page_change: Type.Boolean(),
  /** The analytics that are told of offers and messages, each by its name; absent when there is none. */
  analytics: Type.Optional(Type.Array(literals("google", "matomo", "segment", "legacy_google"))),
  /** Offers are not counted; absent when they are. */
  count_offers: Type.Optional(Type.Literal(false)),
  /** Absent: for the rest of the visit. */
  visit_dismissal: Type.Optional(Type.Literal("page")),
  /** What a new conversation begins with; absent when there is none. */
  welcome_message: Type.Optional(Type.String()),
  /** What the source adds to the window's look; absent when there is nothing. */
  style_sheet: Type.Optional(Type.String()),
  /** Overrides of the catalogue's texts: locale → key → text. */
  translations: Type.Record(Type.String(), Type.Record(Type.String(), Type.String())),
  triggers: Type.Array(LoaderTrigger),
  items: Type.Array(LoaderItem),
  custom_variables: Type.Array(LoaderCustomVariable),
  automatic_messages: Type.Array(LoaderAutomaticMessage),
});
export type LoaderConfiguration = Type.Static<typeof LoaderConfiguration>;
