import type { LoaderConfiguration, SourceAppearance } from "@beckon/protocol";

export function makeConfiguration(appearance: Partial<SourceAppearance> = {}): LoaderConfiguration {
  return {
    revision: "1",
    source_token: "preview",
    mode: "messaging",
    public_url: "http://127.0.0.1:3000",
    assets: { manager: "", debug: "" },
    appearance: {
      title: "Purple Shop",
      subtitle: "We answer within the day",
      avatar_url: null,
      color_scheme: "auto",
      highlight_color: "#4481eb",
      side: "automatic",
      offset_x: 20,
      offset_y: 20,
      z_index: 2_147_483_000,
      ...appearance,
    },
    automatic_page_change: false,
    translations: {},
    triggers: [],
    items: [],
    custom_variables: [],
    automatic_messages: [],
  };
}
