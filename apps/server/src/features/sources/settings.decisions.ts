import { findTextFault } from "@beckon/chat-client/texts";
import { highlightOf, type Theme, themeSheet } from "@beckon/chat-client/theme";
import type { LoaderConfiguration, Source, SourceAppearance, SourceChange } from "@beckon/protocol";
import { isFrameOrigin } from "./web-page.decisions.ts";

/** What of a source is kept in its `settings` column. */
export type SourceSettings = Pick<
  Source,
  | "appearance"
  | "sender_name"
  | "automatic_page_change"
  | "translations"
  | "queuing_factor"
  | "offer_policy"
  | "analytics"
  | "visit_dismissal"
  | "count_offers"
  | "welcome_message"
  | "email_request"
  | "open_threads_limit"
  | "thread_inclusion_hours"
  | "impossible_after_seconds"
  | "custom_css"
  | "frame_origins"
>;

const DEFAULT_APPEARANCE: SourceAppearance = {
  title: "",
  subtitle: "",
  avatar_url: null,
  color_scheme: "auto",
  highlight_color: "#4481eb",
  side: "automatic",
  offset_x: 24,
  offset_y: 24,
  // Above a page's own layers, below the largest value, which cookie banners take.
  z_index: 2_147_483_000,
};

const NO_ANALYTICS = { google: false, matomo: false, segment: false, legacy_google: false };

/** Settings as they were stored, perhaps by an older version, completed with what has been added since. */
export function completeSettings(stored: Partial<SourceSettings>): SourceSettings {
  return {
    sender_name: stored.sender_name ?? "{{firstname}}",
    automatic_page_change: stored.automatic_page_change ?? false,
    translations: stored.translations ?? {},
    queuing_factor: stored.queuing_factor ?? 0.25,
    offer_policy: stored.offer_policy ?? { kind: "paced", caution: 0.7 },
    visit_dismissal: stored.visit_dismissal ?? "visit",
    count_offers: stored.count_offers ?? true,
    welcome_message: stored.welcome_message ?? "",
    email_request: stored.email_request ?? true,
    open_threads_limit: stored.open_threads_limit ?? 3,
    thread_inclusion_hours: stored.thread_inclusion_hours ?? 24,
    impossible_after_seconds: stored.impossible_after_seconds ?? 480,
    custom_css: stored.custom_css ?? "",
    frame_origins: stored.frame_origins ?? [],
    analytics: { ...NO_ANALYTICS, ...stored.analytics },
    appearance: { ...DEFAULT_APPEARANCE, ...stored.appearance },
  };
}

/** The settings after a change: what it does not name stays; `translations` are replaced as a whole. */
export function changeSettings(before: SourceSettings, change: SourceChange): SourceSettings {
  return {
    sender_name: change.sender_name ?? before.sender_name,
    automatic_page_change: change.automatic_page_change ?? before.automatic_page_change,
    translations: change.translations ?? before.translations,
    queuing_factor: change.queuing_factor ?? before.queuing_factor,
    offer_policy: change.offer_policy ?? before.offer_policy,
    visit_dismissal: change.visit_dismissal ?? before.visit_dismissal,
    count_offers: change.count_offers ?? before.count_offers,
    welcome_message: change.welcome_message ?? before.welcome_message,
    email_request: change.email_request ?? before.email_request,
    open_threads_limit: change.open_threads_limit ?? before.open_threads_limit,
    thread_inclusion_hours: change.thread_inclusion_hours ?? before.thread_inclusion_hours,
    impossible_after_seconds: change.impossible_after_seconds ?? before.impossible_after_seconds,
    custom_css: change.custom_css ?? before.custom_css,
    frame_origins: change.frame_origins?.map((origin) => origin.toLowerCase()) ?? before.frame_origins,
    analytics: { ...before.analytics, ...change.analytics },
    appearance: { ...before.appearance, ...change.appearance },
  };
}

/** Why the settings cannot stand, or null. Addresses end up in pages of other people, and in a page's policy. */
export function judgeSettings({ appearance, frame_origins }: SourceSettings): { field: string; reason: string } | null {
  const { avatar_url } = appearance;
  const wrong = frame_origins.findIndex((origin) => !isFrameOrigin(origin));
  if (wrong !== -1) {
    const reason = "An origin is written as https://www.example.com, without a path.";
    return { field: `frame_origins.${wrong}`, reason };
  }
  if (avatar_url === null || /^https:\/\/[^\s]+$/i.test(avatar_url)) return null;
  return { field: "appearance.avatar_url", reason: "The picture needs an address that begins with https://." };
}

/**
 * Why texts that are being written cannot stand, or null. Stored ones are not judged again: a key that a newer version
 * no longer has must not keep anybody from changing something else.
 */
export function judgeTranslations(
  translations: SourceSettings["translations"] | undefined,
): { field: string; reason: string } | null {
  const fault = translations === undefined ? null : findTextFault(translations);
  if (fault === null) return null;
  const { locale, key, reason } = fault;
  return { field: `translations.${locale}${key === null ? "" : `.${key}`}`, reason };
}

/** What of the settings the browser needs. What is as it usually is stays out, since every page loads it. */
export function settingsForLoader(
  mode: LoaderConfiguration["mode"],
  settings: SourceSettings,
  theme: Theme,
): Pick<
  LoaderConfiguration,
  | "appearance"
  | "automatic_page_change"
  | "translations"
  | "analytics"
  | "visit_dismissal"
  | "count_offers"
  | "welcome_message"
  | "style_sheet"
> {
  const { appearance, automatic_page_change, translations, visit_dismissal, welcome_message } = settings;
  const { google, matomo, segment, legacy_google } = settings.analytics;
  const analytics: NonNullable<LoaderConfiguration["analytics"]> = [];
  if (google) analytics.push("google");
  if (matomo) analytics.push("matomo");
  if (segment) analytics.push("segment");
  if (legacy_google) analytics.push("legacy_google");
  const style_sheet = themeSheet(theme, appearance.color_scheme, appearance.highlight_color);
  return {
    appearance: { ...appearance, highlight_color: highlightOf(theme, appearance.highlight_color) },
    ...(style_sheet === "" ? {} : { style_sheet }),
    automatic_page_change,
    translations,
    ...(analytics.length === 0 ? {} : { analytics }),
    ...(visit_dismissal === "page" ? { visit_dismissal } : {}),
    ...(settings.count_offers ? {} : { count_offers: false }),
    ...(mode === "messaging" && welcome_message.trim() !== "" ? { welcome_message } : {}),
  };
}

/** The tag for the website. It needs no inline script, so it also works under a strict Content-Security-Policy. */
export function snippetFor(publicUrl: string, token: string): string {
  return `<script async src="${publicUrl}/chat/${token}/loader.js"></script>`;
}
