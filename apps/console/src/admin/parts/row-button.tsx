import { ActionIcon, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";

interface RowButtonProps {
  /** What it does to which row: "Delete Cart leavers". */
  label: string;
  hint: string;
  onClick: () => void;
  children: ReactNode;
}

/** A small button at the end of a row. */
export function RowButton({ label, hint, onClick, children }: RowButtonProps) {
  return (
    <Tooltip label={hint} openDelay={400} withinPortal={false}>
      <ActionIcon variant="subtle" color="gray" size="md" aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
