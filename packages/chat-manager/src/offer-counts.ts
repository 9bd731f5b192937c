import type { OfferCount } from "@beckon/protocol";
import { source } from "./source.ts";
import { isRecording, record, store } from "./visit/visit-record.ts";

interface Wishes {
  readonly globalPrivacyControl?: boolean;
}

/** What is counted, each with its trigger's id: nothing in it is of the visitor. */
let untold: readonly string[] = [];

/** Once per visit: what has been counted stands in the visit store, which all tabs share. */
export const count = (what: OfferCount, triggerId: string): void => {
  const { doNotTrack, globalPrivacyControl } = navigator as Navigator & Wishes;
  const mark = `${what} ${triggerId}`;
  if (source.count_offers === false || doNotTrack === "1" || globalPrivacyControl) return;
  if (store.visit?.counted.includes(mark) !== false) return;
  record({ kind: "offer_counted", mark });
  untold = [...untold, mark];
};

/** What stands on screen for a trigger that was not offered (offline, or for an open conversation) is no offer. */
export const countShown = (triggerId: string | null): void => {
  if (triggerId && store.visit?.counted.includes(`offered ${triggerId}`)) count("shown", triggerId);
};

/** The visitor has written: counts for each trigger that they were offered before, or held out from. */
export const countEngaged = (): void => {
  for (const mark of store.visit?.counted ?? []) {
    const [what = "", triggerId = ""] = mark.split(" ");
    if (what === "offered" || what === "held_out") count(`${what}_engaged`, triggerId);
  }
};

/** For a page that is being left: so nothing of it stands in the way of the page, and one request says it all. */
export const tellCounts = (): void => {
  const body = untold.join("\n");
  untold = [];
  // Without consent it is as if nothing had been.
  if (!body || !isRecording) return;
  fetch(`${source.public_url}/chat/${source.source_token}/offers`, {
    method: "POST",
    body,
    keepalive: true,
    credentials: "omit",
    referrerPolicy: "no-referrer",
  }).catch(() => {});
};
