import type { Source } from "@beckon/protocol";
import { useElementSize } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import { useIsPhone } from "../../controls/use-is-phone.ts";
import { Choice } from "../parts/form-section.tsx";
import { compileItem } from "./compile-item.decisions.ts";
import type { ItemBody } from "./item-draft.decisions.ts";
import { drawPreview, PREVIEW_DOCUMENT, type PreviewLook } from "./preview-page.ts";

const screens = {
  phone: { width: 390, height: 700 },
  tablet: { width: 768, height: 800 },
  desk: { width: 1440, height: 860 },
} as const;

/** The item on a page of several widths. The frame runs no scripts, so markup that is not saved yet does no harm. */
export function ItemPreview({ source, item }: { source: Source; item: ItemBody }) {
  const [screen, setScreen] = useState<keyof typeof screens>(useIsPhone() ? "phone" : "desk");
  const [background, setBackground] = useState<PreviewLook["background"]>("light");
  const [wantedMode, setMode] = useState<PreviewLook["mode"]>("online");
  const { ref, width: room } = useElementSize();
  const frame = useRef<HTMLIFrameElement>(null);
  const [isLoaded, setLoaded] = useState(false);
  // An item without online/offline support is only ever shown online.
  const mode = item.online_offline ? wantedMode : "online";

  useEffect(() => {
    const page = frame.current?.contentDocument;
    if (isLoaded && page) drawPreview(page, compileItem(source, item), { mode, background });
  }, [isLoaded, source, item, mode, background]);

  const { width, height } = screens[screen];
  const scale = room === 0 ? 0 : Math.min(1, room / width);
  return (
    <section className="item-preview" aria-labelledby="item-preview">
      <h3 className="part-title" id="item-preview">
        Preview
      </h3>
      <div className="preview-choices">
        <Choice
          label="Width"
          value={screen}
          names={{ phone: "390", tablet: "768", desk: "1440" }}
          onChange={setScreen}
        />
        <Choice label="Page" value={background} names={{ light: "Light", dark: "Dark" }} onChange={setBackground} />
        {item.online_offline && (
          <Choice label="Mode" value={mode} names={{ online: "Online", offline: "Offline" }} onChange={setMode} />
        )}
      </div>
      <div ref={ref} className="preview-room" style={{ height: height * scale }}>
        <iframe
          ref={frame}
          className="preview-frame"
          title="Preview of the item"
          sandbox="allow-same-origin"
          srcDoc={PREVIEW_DOCUMENT}
          width={width}
          height={height}
          style={{ transform: `scale(${scale})`, colorScheme: background }}
          onLoad={() => setLoaded(true)}
        />
      </div>
    </section>
  );
}
