import type { Embedding } from "../window/chat.ts";
import css from "./embedded.css?inline";
import { EmbeddedFrame as Frame } from "./embedded-frame.tsx";
import { waitForElement } from "./wait-for-element.ts";

/** The embedded display; it comes with what is loaded later, which it needs for the list of conversations. */
export const embedding: Embedding = { css, Frame, waitForElement };
