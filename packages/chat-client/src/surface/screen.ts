/** Where the window takes the whole screen: phones either way up, and pages that are zoomed far in. Same in the CSS. */
const FULL_SCREEN = "(max-width: 480px), (max-height: 420px)";
/** No mouse and no keyboard that could hold Shift while Enter is pressed. */
const TOUCH_ONLY = "(pointer: coarse) and (hover: none)";

export function isFullScreen(): boolean {
  return window.matchMedia(FULL_SCREEN).matches;
}

export function isTouchOnly(): boolean {
  return window.matchMedia(TOUCH_ONLY).matches;
}
