import type { SourceAppearance } from "@beckon/protocol";
import { useElementSize } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import type { PreviewMessage } from "../../window-preview/preview-message.ts";

interface WindowPreviewProps {
  appearance: SourceAppearance;
  texts: PreviewMessage["texts"];
  styleSheet: string;
  scheme: "light" | "dark";
}

/** Wide enough to be no phone to the window. */
const WIDTH = 500;
const HEIGHT = 740;

/** The window itself, with a conversation that nobody leads, in a page of its own. */
export function WindowPreview({ appearance, texts, styleSheet, scheme }: WindowPreviewProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [isReady, setReady] = useState(false);
  const { ref, width: room } = useElementSize();
  useEffect(() => {
    const hear = (event: MessageEvent<unknown>) => {
      if (event.origin === location.origin && event.source === frame.current?.contentWindow) setReady(true);
    };
    window.addEventListener("message", hear);
    return () => window.removeEventListener("message", hear);
  }, []);
  useEffect(() => {
    if (!isReady) return;
    const message: PreviewMessage = {
      kind: "beckon-preview",
      appearance: { ...appearance, color_scheme: scheme },
      texts,
      style_sheet: styleSheet,
    };
    frame.current?.contentWindow?.postMessage(message, location.origin);
  }, [isReady, appearance, texts, styleSheet, scheme]);
  const scale = room === 0 ? 0 : Math.min(1, room / WIDTH);
  return (
    <div ref={ref} className="theme-preview-room" style={{ height: HEIGHT * scale }}>
      <iframe
        ref={frame}
        className="preview-frame"
        title="Preview of the window"
        src="/window-preview.html"
        width={WIDTH}
        height={HEIGHT}
        style={{ transform: `scale(${scale})` }}
      />
    </div>
  );
}
