import { Button, CloseButton } from "@mantine/core";
import { useEffect, useState, useSyncExternalStore } from "react";
import "./notices.css";

/** What can be done about what is said. */
interface NoticeAction {
  label: string;
  /** Throws with a sentence when it cannot. */
  run: () => Promise<void> | void;
}

interface Notice {
  id: number;
  text: string;
  action: NoticeAction | null;
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
  offer(text, undo && { label: "Undo", run: undo });
}

/** As `notify`, with what can be done about it. */
export function offer(text: string, action: NoticeAction | null): void {
  made += 1;
  show({ id: made, text, action });
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
  const [acting, setActing] = useState(false);
  const close = () => {
    if (latest?.id === notice.id) show(null);
  };
  useEffect(() => {
    if (held || acting) return;
    const timer = setTimeout(() => latest?.id === notice.id && show(null), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [held, acting, notice.id]);
  const act = async () => {
    setActing(true);
    try {
      await notice.action?.run();
      close();
    } catch (error) {
      notify(error instanceof Error ? error.message : "That could not be done.");
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
      {notice.action !== null && (
        <Button size="compact-sm" variant="default" loading={acting} onClick={() => void act()}>
          {notice.action.label}
        </Button>
      )}
      <CloseButton size="sm" aria-label="Close" onClick={close} />
    </div>
  );
}
