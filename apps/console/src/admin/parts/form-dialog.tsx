import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import "./dialogs.css";

interface FormDialogProps {
  title: string;
  onClose: () => void;
  /** Something is shown that is never shown again: only a button in it closes the dialog. */
  isShownOnce?: boolean;
  children: ReactNode;
}

/** A dialog with a small form of one record. */
export function FormDialog({ title, onClose, isShownOnce = false, children }: FormDialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      centered
      lockScroll={false}
      // What is shown once is not lost by a click beside it.
      closeOnClickOutside={!isShownOnce}
      closeOnEscape={!isShownOnce}
      withCloseButton={!isShownOnce}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {children}
    </Modal>
  );
}
