import type { LoaderConfiguration } from "@beckon/protocol";

/** What the page with the form tells the page with the window. */
export interface PreviewMessage {
  kind: "beckon-preview";
  appearance: LoaderConfiguration["appearance"];
  texts: LoaderConfiguration["translations"];
  style_sheet: string;
}
