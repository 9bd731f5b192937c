import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRouter, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { notify } from "../../admin/parts/notices.tsx";
import { showRingingInTitle } from "../../application/page-title.ts";
import { useMe } from "../../application/session.ts";
import { useIsPhone } from "../../controls/use-is-phone.ts";
import { endpoints } from "../../http/endpoints.ts";
import { useDeskClient } from "../desk-provider.tsx";
import { showDesktopNotification } from "../effects/desktop-notification.ts";
import { useDesktopNotificationPreference, useSoundPreference } from "../effects/preferences.ts";
import { playRingingSound } from "../effects/sound.ts";
import { joinSpeakingTabs } from "../effects/speaking-tab.ts";
import { useKeys } from "../keys.ts";
import { findRingEnds } from "../state/tasks.decisions.ts";
import { RingingTask } from "./ringing-task.tsx";
import { useDeclineTask, useTakeTask } from "./task-actions.ts";
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
  const hasMissed = useMissedRing();
  useKeys(first === undefined ? {} : { a: () => take.mutate(first), d: () => decline.mutate(first) });
  return (
    <>
      {hasMissed.isTrue && <MissedBanner onBack={hasMissed.forget} />}
      {!isListShown && ringing.length > 0 && (
        <div className="ringing-bar">
          {ringing.map((task) => (
            <RingingTask key={task.id} task={task} />
          ))}
        </div>
      )}
    </>
  );
}

function MissedBanner({ onBack }: { onBack: () => void }) {
  const comeBack = useMutation({ mutationFn: () => endpoints.comeBack(), onSuccess: onBack });
  return (
    <div className="banner" role="alert">
      {comeBack.error?.message ??
        "You let a conversation ring, so it went on to a colleague. You are away now: nothing more rings until you say that you are back."}
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

function useMissedRing(): { isTrue: boolean; forget: () => void } {
  const client = useDeskClient();
  const me = useMe();
  const [isTrue, setTrue] = useState(false);
  useEffect(() => {
    let before = client.getState().tasks;
    return client.subscribe(() => {
      const { tasks } = client.getState();
      for (const end of findRingEnds(before, tasks, me.id)) {
        if (end.why === "missed") setTrue(true);
        else notify(`${end.by} has taken the conversation with ${end.task.visitor_name}.`);
      }
      before = tasks;
    });
  }, [client, me.id]);
  return { isTrue, forget: () => setTrue(false) };
}
