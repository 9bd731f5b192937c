import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";

/** Code to take along. `name` says which, for those who do not see it. */
export function CopyCode({ code, name }: { code: string; name: string }) {
  return (
    <div className="code">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <pre tabIndex={0}>{code}</pre>
      <CopyButton value={code} timeout={2_000}>
        {({ copied, copy }) => (
          <Button
            size="xs"
            variant="default"
            leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            onClick={copy}
          >
            <span aria-live="polite">{copied ? "Copied" : "Copy"}</span>
            <span className="visually-hidden"> {name}</span>
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
