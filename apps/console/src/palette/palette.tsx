import { Modal } from "@mantine/core";
import { useEffect, useState } from "react";
import { PaletteBody } from "./palette-body.tsx";
import "./palette.css";

const openers = new Set<() => void>();

export function showPalette(): void {
  for (const open of openers) open();
}

/** `Ctrl K`, from anywhere: finds people, conversations, messages and canned replies, and does what can be done. */
export function Palette() {
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    const open = () => setOpened(true);
    openers.add(open);
    const hear = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setOpened((before) => !before);
    };
    window.addEventListener("keydown", hear);
    return () => {
      openers.delete(open);
      window.removeEventListener("keydown", hear);
    };
  }, []);
  return (
    <Modal.Root
      opened={opened}
      onClose={() => setOpened(false)}
      padding={0}
      size={620}
      yOffset="12vh"
      lockScroll={false}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      {/* The name stands at the dialog itself: what is around it is there, empty, while the dialog is closed. */}
      <Modal.Content aria-label="Find or do anything">
        <Modal.Body>
          <PaletteBody onClose={() => setOpened(false)} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
