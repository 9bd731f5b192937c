import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { myPresenceQuery } from "../../http/queries.ts";
import { isIdle } from "./presence-words.decisions.ts";
import { useOwnPresence } from "./use-own-presence.ts";

/** Shared by the tabs of a browser: whoever moves in one of them is at the desk. */
const ACTIVE_AT = "beckon:desk:active_at_ms";
const LOOK_EVERY_MS = 30_000;
const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel", "touchstart"] as const;

/** Makes an agent away at whose desk nobody moves any longer, says so, and leads back. */
export function IdleBanner() {
  const { data: presence } = useQuery(myPresenceQuery);
  const say = useOwnPresence();
  const isAvailable = presence?.realtime === "available" || presence?.asynchronous === "available";
  const sayIdle = useRef(() => undefined as unknown);
  sayIdle.current = () => !say.isPending && say.mutate({ idle: true });
  useIdleWatch(isAvailable, sayIdle);
  if (presence?.idle !== true) return null;
  return (
    <div className="banner" role="status">
      You are away: nobody was at this desk for 45 minutes.
      <Button size="compact-xs" variant="default" loading={say.isPending} onClick={() => say.mutate({ idle: false })}>
        I am back
      </Button>
    </div>
  );
}

function useIdleWatch(wanted: boolean, onIdle: { current: () => unknown }): void {
  useEffect(() => {
    if (!wanted) return;
    let notedMs = 0;
    const note = () => {
      const nowMs = Date.now();
      if (nowMs - notedMs < LOOK_EVERY_MS) return;
      notedMs = nowMs;
      localStorage.setItem(ACTIVE_AT, String(nowMs));
    };
    note();
    const timer = window.setInterval(() => {
      if (isIdle(Number(localStorage.getItem(ACTIVE_AT) ?? Date.now()), Date.now())) onIdle.current();
    }, LOOK_EVERY_MS);
    for (const sign of SIGNS) window.addEventListener(sign, note, { passive: true });
    return () => {
      window.clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, note);
    };
  }, [wanted, onIdle]);
}
