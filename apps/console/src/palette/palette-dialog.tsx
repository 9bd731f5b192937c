import { Modal } from "@mantine/core";
import { PaletteBody } from "./palette-body.tsx";
import "./palette.css";

interface PaletteDialogProps {
  opened: boolean;
  onClose: () => void;
  /** What was typed before the field had the focus. */
  takeTyped: () => string;
}

export function PaletteDialog({ opened, onClose, takeTyped }: PaletteDialogProps) {
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      padding={0}
      size={620}
      yOffset="12vh"
      lockScroll={false}
      returnFocus={false}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      {/* The name stands at the dialog itself: what is around it is there, empty, while the dialog is closed. */}
      <Modal.Content aria-label="Find or do anything">
        <Modal.Body>
          <PaletteBody onClose={onClose} takeTyped={takeTyped} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
