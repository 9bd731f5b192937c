import type { LoaderItem } from "@beckon/protocol";

const DEFAULT_OFFSET_PX = 20;

/** Where the item stands on the screen, or in the page. */
const placeRules = ({ kind, corner = "bottom_right", offset_x, offset_y }: LoaderItem["placement"]): string => {
  if (kind === "fixed") return "display:inline-block!important";
  const [vertical, side] = corner.split("_");
  return `position:fixed!important;${
    kind === "banner"
      ? `${vertical}:0!important;left:0!important;right:0!important`
      : `${vertical}:${offset_y ?? DEFAULT_OFFSET_PX}px!important;${side}:${offset_x ?? DEFAULT_OFFSET_PX}px!important`
  }`;
};

const BASE = `:host([hidden]){display:none!important}
.chat_item{cursor:pointer;font:16px/1.5 system-ui}
[class*=mode_offline] :is([class*=show_when_online],[class*=hide_when_offline]),[class*=mode_online] :is([class*=show_when_offline],[class*=hide_when_online]){display:none!important}
dialog{border:0;padding:0;background:0 0}
[aria-busy=true]{opacity:.6;cursor:progress}
[role=alert]{padding:8px;font:14px system-ui;background:#fff;color:#b3261e}
[role=alert]:empty{display:none}
@keyframes chat_item{0%{opacity:0;transform:translateY(12px)}}
@media(prefers-reduced-motion:no-preference){.chat_item{animation:chat_item .2s}}
`;

/**
 * The rules of an item's shadow root: ours, then what the administrator wrote. Important rules of a shadow root win over
 * those of the page, so that no style leaks in; none leaks out. What the administrator wrote comes last, as a sheet of
 * its own would, so that whatever is left open in it ends with it.
 */
export const itemStyleSheet = ({ placement, css }: Pick<LoaderItem, "placement" | "css">, zIndex: number): string =>
  `:host{all:initial!important;display:block!important;z-index:${zIndex}!important;${placeRules(placement)}}${BASE}${css}`;
