import { Kbd, Modal } from "@mantine/core";
import { useRouterState } from "@tanstack/react-router";
import { Fragment } from "react";
import { type KeyEntry, keysAt } from "./key-parts.ts";

export function KeysTable({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
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
