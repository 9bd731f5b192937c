import type { AgentPresence } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { notify } from "../../admin/parts/notices.tsx";
import { showRingingInTitle } from "../../application/page-title.ts";
import { useMe } from "../../application/session.ts";
import { useIsPhone } from "../../controls/use-is-phone.ts";
import { endpoints } from "../../http/endpoints.ts";
import { myPresenceQuery } from "../../http/queries.ts";
import { useDesk, useDeskClient } from "../desk-provider.tsx";
import { showDesktopNotification } from "../effects/desktop-notification.ts";
import { useDesktopNotificationPreference, useSoundPreference } from "../effects/preferences.ts";
import { playRingingSound } from "../effects/sound.ts";
import { joinSpeakingTabs } from "../effects/speaking-tab.ts";
import { useKeys } from "../keys.ts";
import { isAwayUnsaid } from "../presence/presence-words.decisions.ts";
import { findRingEnds, hasMissed } from "../state/tasks.decisions.ts";
import { RingingTask } from "./ringing-task.tsx";
import { useDeclineTask, useTakeTask } from "./task-actions.ts";
import { sayMissed } from "./task-words.decisions.ts";
import { useOwnTasks, useTasksQuery } from "./use-own-tasks.ts";

const RING_AGAIN_MS = 4_000;

/**
 * What rings is heard, and can be answered, on every page of the console: here where the desk's list is not in view. Says
 * what became of it when it stops otherwise than by the agent's doing.
 */
export function RingingBar() {
  useTasksQuery();
  const { ringing } = useOwnTasks();
  const take = useTakeTask();
  const decline = useDeclineTask();
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  const phone = useIsPhone();
  const isListShown = /^\/desk\/?$/.test(pathname) || (pathname.startsWith("/desk/") && !phone);
  const [first] = ringing;
  useRingingNotices(first ?? null);
  const missed = useMissedRing();
  useKeys(first === undefined ? {} : { a: () => take.mutate(first), d: () => decline.mutate(first) });
  return (
    <>
      {missed !== null && <MissedBanner presence={missed} />}
      {!isListShown && ringing.length > 0 && (
        <section className="ringing-bar" aria-label="Ringing">
          {ringing.map((task) => (
            <RingingTask key={task.id} task={task} />
          ))}
        </section>
      )}
    </>
  );
}

function MissedBanner({ presence }: { presence: AgentPresence }) {
  const queryClient = useQueryClient();
  const comeBack = useMutation({
    mutationFn: () => endpoints.comeBack(),
    onSettled: () => queryClient.invalidateQueries({ queryKey: myPresenceQuery.queryKey }),
  });
  return (
    <div className="banner" role="alert">
      {comeBack.error?.message ?? sayMissed(presence)}
      <Button size="compact-xs" variant="default" loading={comeBack.isPending} onClick={() => comeBack.mutate()}>
        I am back
      </Button>
    </div>
  );
}

/** Sound, desktop notification and title, for as long as something rings. */
function useRingingNotices(task: { id: string; visitor_name: string; preview: string } | null): void {
  const me = useMe();
  const router = useRouter();
  const [sound] = useSoundPreference();
  const [desktop] = useDesktopNotificationPreference();
  const settings = useRef({ sound, desktop });
  settings.current = { sound, desktop };
  const speaking = useRef<ReturnType<typeof joinSpeakingTabs> | null>(null);
  useEffect(() => {
    const joined = joinSpeakingTabs(me.id);
    speaking.current = joined;
    return joined.leave;
  }, [me.id]);

  const id = task?.id ?? null;
  const name = task?.visitor_name ?? "";
  const words = task?.preview ?? "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: it rings anew for another task, not for another word in it.
  useEffect(() => {
    if (id === null) return;
    showRingingInTitle(name);
    const ring = () => {
      if (settings.current.sound && speaking.current?.isSpeaking() === true) playRingingSound();
    };
    ring();
    const timer = window.setInterval(ring, RING_AGAIN_MS);
    if (settings.current.desktop && !document.hasFocus() && speaking.current?.isSpeaking() === true) {
      showDesktopNotification(id, `${name} is waiting for you`, words, () => void router.navigate({ to: "/desk" }));
    }
    return () => {
      window.clearInterval(timer);
      showRingingInTitle(null);
    };
  }, [id, router]);
}

/** How the agent stands who is away since they let something ring; null for anybody else, and once they are back. */
function useMissedRing(): AgentPresence | null {
  const client = useDeskClient();
  const me = useMe();
  const { data: presence } = useQuery(myPresenceQuery);
  const [isHeard, setHeard] = useState(false);
  // What was missed before this page was loaded, and waits still.
  const isKnown = useDesk((state) => hasMissed(state.tasks, me.id));
  const isAway = presence !== undefined && isAwayUnsaid(presence);
  useEffect(() => {
    let before = client.getState().tasks;
    return client.subscribe(() => {
      const { tasks } = client.getState();
      for (const end of findRingEnds(before, tasks, me.id)) {
        if (end.why === "missed") setHeard(true);
        else notify(`${end.by} has taken the conversation with ${end.task.visitor_name}.`);
      }
      before = tasks;
    });
  }, [client, me.id]);
  useEffect(() => (isAway ? () => setHeard(false) : undefined), [isAway]);
  return presence !== undefined && isAway && (isHeard || isKnown) ? presence : null;
}
