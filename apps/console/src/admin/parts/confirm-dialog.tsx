import { Button, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import "./dialogs.css";

interface ConfirmDialogProps {
  title: string;
  opened: boolean;
  /** On the button: what is then done. */
  action: string;
  /** Throws with a sentence, which is said in the dialog. */
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
  /** What it will mean. */
  children: ReactNode;
}

/** Asks before something is done that cannot be undone. */
export function ConfirmDialog({ title, opened, action, onConfirm, onClose, children }: ConfirmDialogProps) {
  const work = useMutation({ mutationFn: onConfirm, onSuccess: onClose });
  const close = () => {
    work.reset();
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      size="sm"
      centered
      lockScroll={false}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {children}
      {work.isError && (
        <p className="form-error" role="alert">
          {work.error.message}
        </p>
      )}
      <div className="dialog-foot">
        <Button data-autofocus variant="default" onClick={close}>
          Leave it
        </Button>
        <Button loading={work.isPending} onClick={() => work.mutate()}>
          {action}
        </Button>
      </div>
    </Modal>
  );
}
