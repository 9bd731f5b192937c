import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { CopyCode } from "./copy-code.tsx";

interface ShownOnceProps {
  secret: string;
  /** Which secret, for those who do not see it. */
  name: string;
  onClose: () => void;
  /** What it is and where to keep it. */
  children: ReactNode;
}

/** A secret that is told once. */
export function ShownOnce({ secret, name, onClose, children }: ShownOnceProps) {
  return (
    <div className="small-form">
      <p>{children}</p>
      <CopyCode code={secret} name={name} />
      <div className="dialog-foot">
        <Button onClick={onClose}>I have kept it</Button>
      </div>
    </div>
  );
}
