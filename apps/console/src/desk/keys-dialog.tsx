import { Kbd, Modal } from "@mantine/core";
import { useRouterState } from "@tanstack/react-router";
import { Fragment, useEffect, useState } from "react";
import { type KeyEntry, keysAt } from "./key-parts.ts";
import { isWriting } from "./keys.ts";

const openers = new Set<() => void>();

export function showKeys(): void {
  for (const open of openers) open();
}

/** Lists the keys that there are, and no others. */
export function KeysDialog() {
  const [opened, setOpened] = useState(false);
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(() => {
    const open = () => setOpened(true);
    openers.add(open);
    const hear = (event: KeyboardEvent) => {
      if (event.key === "?" && !isWriting(event)) setOpened(true);
    };
    window.addEventListener("keydown", hear);
    return () => {
      openers.delete(open);
      window.removeEventListener("keydown", hear);
    };
  }, []);
  return (
    <Modal
      opened={opened}
      onClose={() => setOpened(false)}
      title="Keys"
      size="sm"
      centered
      lockScroll={false}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {keysAt(pathname).map(({ title, entries }) => (
        <Fragment key={title}>
          {title !== null && <h3 className="keys-part">{title}</h3>}
          <KeyList entries={entries} />
        </Fragment>
      ))}
    </Modal>
  );
}

function KeyList({ entries }: { entries: readonly KeyEntry[] }) {
  return (
    <dl className="keys-list">
      {entries.map((entry) => (
        <div key={entry.does} className="keys-entry">
          <dt>
            {entry.keys.map((key) => (
              <Kbd key={key} size="xs">
                {key}
              </Kbd>
            ))}
          </dt>
          <dd>{entry.does}</dd>
        </div>
      ))}
    </dl>
  );
}
