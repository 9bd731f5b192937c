import type { LaunchOptions } from "../api.ts";
import { createTexts } from "../text/texts.ts";
import { LATER_ENGLISH } from "./english.ts";

const NAME = "beckon-chat";

/** A plain line at the foot of the page for a browser that cannot show the window; a click takes it away. */
export function tellUnsupported({ locale, translations, configuration }: LaunchOptions): void {
  if (document.querySelector(NAME) !== null) return;
  const texts = createTexts(locale, translations, configuration.translations, LATER_ENGLISH);
  const line = document.createElement(NAME);
  line.setAttribute("role", "status");
  line.lang = texts.locale;
  line.dir = texts.direction;
  line.textContent = texts.text("unsupported_browser");
  Object.assign(line.style, {
    position: "fixed",
    inset: "auto 0 0 0",
    zIndex: String(configuration.appearance.z_index),
    padding: "12px 16px",
    background: "#fff3d1",
    color: "#664400",
    font: "15px/1.4 sans-serif",
    textAlign: "center",
    cursor: "pointer",
  });
  line.addEventListener("click", () => line.remove());
  document.body.append(line);
}
