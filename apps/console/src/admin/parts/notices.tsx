import { Button, CloseButton } from "@mantine/core";
import { useEffect, useState, useSyncExternalStore } from "react";
import "./notices.css";

interface Notice {
  id: number;
  text: string;
  /** What takes it back. Throws with a sentence when it cannot. */
  undo: (() => Promise<void>) | null;
}

const SHOWN_FOR_MS = 10_000;
const listeners = new Set<() => void>();
let latest: Notice | null = null;
let made = 0;

function show(notice: Notice | null): void {
  latest = notice;
  for (const listener of listeners) listener();
}

/** Says something at the foot of the page, in the place of what was said before. */
export function notify(text: string, undo: (() => Promise<void>) | null = null): void {
  made += 1;
  show({ id: made, text, undo });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The latest notice. It stays while the pointer or the focus is on it. */
export function Notices() {
  const notice = useSyncExternalStore(subscribe, () => latest);
  return (
    <div className="notices" role="status">
      {notice !== null && <NoticeBar key={notice.id} notice={notice} />}
    </div>
  );
}

function NoticeBar({ notice }: { notice: Notice }) {
  const [held, setHeld] = useState(false);
  const [undoing, setUndoing] = useState(false);
  const close = () => {
    if (latest?.id === notice.id) show(null);
  };
  useEffect(() => {
    if (held || undoing) return;
    const timer = setTimeout(() => latest?.id === notice.id && show(null), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [held, undoing, notice.id]);
  const undo = async () => {
    setUndoing(true);
    try {
      await notice.undo?.();
      close();
    } catch (error) {
      notify(error instanceof Error ? error.message : "That could not be undone.");
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while somebody is about to press what is in it.
    <div
      className="notice"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p>{notice.text}</p>
      {notice.undo !== null && (
        <Button size="compact-sm" variant="default" loading={undoing} onClick={() => void undo()}>
          Undo
        </Button>
      )}
      <CloseButton size="sm" aria-label="Close" onClick={close} />
    </div>
  );
}
