import type { Bus, JsonValue } from "../../../platform/bus/index.ts";
import type { Clock } from "../../../platform/clock.ts";
import { newId } from "../../../platform/identifiers.ts";
import { createPacer, type PacedLoad } from "./pacer.decisions.ts";
import type { OpenWindow } from "./window-outcomes.decisions.ts";

/** Offers of this node are told to the others as one sum, this often. */
const TELL_OFFERS_MS = 500;

/** Nodes tell each other counts, so that all know the same of a source, whichever of them was asked. */
type PacingHint =
  | { kind: "offers_made"; nodeId: string; sum: number }
  | { kind: "window_opened"; nodeId: string; windowId: string }
  | { kind: "window_engaged"; nodeId: string; windowId: string }
  | { kind: "window_left"; nodeId: string; windowId: string };

/** A window that somebody opened and has not written in yet; each is told once what becomes of it, later calls do nothing. */
export interface FollowedWindow {
  engage(): void;
  leave(): void;
}

export interface SourcePacing {
  decide(load: Omit<PacedLoad, "nowMs">): number;
  openWindow(): FollowedWindow;
  endConversation(durationMs: number): void;
  stop(): void;
}

/** The pacer of one source on this node, with what the other nodes see told to it. */
export function startSourcePacing(sourceId: string, { bus, clock }: { bus: Bus; clock: Clock }): SourcePacing {
  const pacer = createPacer();
  const nodeId = newId();
  const channel = `pacing:${sourceId}`;
  const foreign = new Map<string, OpenWindow>();
  let untold = 0;

  const tell = (hint: PacingHint) => bus.publish(channel, hint);
  // Only our own nodes publish on this channel.
  const unsubscribe = bus.subscribe(channel, (payload: JsonValue) => hear(payload as PacingHint));
  const telling = setInterval(() => {
    if (untold === 0) return;
    tell({ kind: "offers_made", nodeId, sum: untold });
    untold = 0;
  }, TELL_OFFERS_MS);
  telling.unref();

  function hear(hint: PacingHint): void {
    if (hint.nodeId === nodeId) return;
    const nowMs = clock.nowMs();
    if (hint.kind === "offers_made") {
      pacer.countOffer(hint.sum, nowMs);
      return;
    }
    const key = `${hint.nodeId} ${hint.windowId}`;
    const window = foreign.get(key);
    if (hint.kind === "window_opened") foreign.set(key, pacer.openWindow(nowMs));
    else if (window !== undefined) {
      foreign.delete(key);
      if (hint.kind === "window_engaged") pacer.engageWindow(window, nowMs);
      else pacer.leaveWindow(window, nowMs);
    }
  }

  return {
    decide(load) {
      const probability = pacer.decide({ ...load, nowMs: clock.nowMs() });
      untold += probability;
      return probability;
    },
    openWindow() {
      const windowId = newId();
      const window = pacer.openWindow(clock.nowMs());
      tell({ kind: "window_opened", nodeId, windowId });
      let isOpen = true;
      const end = (kind: "window_engaged" | "window_left") => {
        if (!isOpen) return;
        isOpen = false;
        if (kind === "window_engaged") pacer.engageWindow(window, clock.nowMs());
        else pacer.leaveWindow(window, clock.nowMs());
        tell({ kind, nodeId, windowId });
      };
      return { engage: () => end("window_engaged"), leave: () => end("window_left") };
    },
    endConversation: pacer.endConversation,
    stop() {
      clearInterval(telling);
      unsubscribe();
    },
  };
}
