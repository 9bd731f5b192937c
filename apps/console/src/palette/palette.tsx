import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { notify } from "../admin/parts/notices.tsx";
import { useLater } from "../controls/use-later.ts";

const loadDialog = async () => (await import("./palette-dialog.tsx")).PaletteDialog;

const openers = new Set<() => void>();

export function showPalette(): void {
  for (const open of openers) open();
}

/** `awaited`: what is typed goes to a field of its own until the dialog's is there. */
type Stage = "closed" | "awaited" | "open";

/** `Ctrl K`, from anywhere: finds people, conversations, messages and canned replies, and does what can be done. */
export function Palette() {
  const [stage, setStage] = useState<Stage>("closed");
  const [PaletteDialog, wantDialog] = useLater(loadDialog);
  const early = useRef<HTMLInputElement>(null);
  const before = useRef<HTMLElement | null>(null);
  const close = () => {
    setStage("closed");
    before.current?.focus({ preventScroll: true });
  };
  useEffect(() => {
    const open = () => {
      before.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      // The next key is on its way: it must neither be lost nor go where the focus was.
      flushSync(() => setStage("awaited"));
      early.current?.focus({ preventScroll: true });
    };
    openers.add(open);
    const hear = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      if (stage === "closed") open();
      else close();
    };
    window.addEventListener("keydown", hear);
    return () => {
      openers.delete(open);
      window.removeEventListener("keydown", hear);
    };
  });
  useEffect(() => {
    if (stage !== "awaited" || PaletteDialog !== null) return;
    void wantDialog().then((hasCome) => {
      if (hasCome) return;
      close();
      notify("This could not be loaded. Try it again when you are connected.");
    });
  });
  const takeTyped = () => {
    const typed = early.current?.value ?? "";
    setStage("open");
    return typed;
  };
  return (
    <>
      {stage === "awaited" && (
        <input
          ref={early}
          className="visually-hidden"
          aria-label="Find or do anything"
          onKeyDown={(event) => {
            if (event.key === "Escape") close();
            if (event.key === "Tab") event.preventDefault();
          }}
        />
      )}
      {PaletteDialog && <PaletteDialog opened={stage !== "closed"} onClose={close} takeTyped={takeTyped} />}
    </>
  );
}
