import type { Message } from "@beckon/protocol";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { offer } from "../../admin/parts/notices.tsx";
import { showUnreadInTitle } from "../../application/page-title.ts";
import { selectNewlyWritten } from "../state/notices.decisions.ts";
import type { DeskClient } from "./desk-client.ts";
import { showDesktopNotification } from "./desktop-notification.ts";
import { useDesktopNotificationPreference, useSoundPreference } from "./preferences.ts";
import { allowSoundAfterGesture, playNewMessageSound } from "./sound.ts";
import { joinSpeakingTabs } from "./speaking-tab.ts";

/** Sound, desktop notification and title badge, for what the agent is not looking at already. */
export function useNewMessageNotices(client: DeskClient, userId: string, listKnown: boolean, unreadCount: number) {
  const router = useRouter();
  const [sound] = useSoundPreference();
  const [desktop] = useDesktopNotificationPreference();
  const settings = useRef({ sound, desktop, listKnown });
  settings.current = { sound, desktop, listKnown };

  useEffect(() => showUnreadInTitle(unreadCount), [unreadCount]);
  useEffect(() => () => showUnreadInTitle(0), []);
  useEffect(allowSoundAfterGesture, []);

  useEffect(() => {
    const sinceMs = Date.now();
    const speaking = joinSpeakingTabs(userId);
    let before = client.getState().summaries;
    const hear = () => {
      const { summaries, serverAheadMs } = client.getState();
      const written = selectNewlyWritten(before, summaries, settings.current.listKnown, sinceMs + serverAheadMs);
      before = summaries;
      const unattended = written.filter((thread) => {
        const looking = document.visibilityState === "visible" && document.hasFocus();
        return !(looking && router.state.location.pathname === `/desk/threads/${thread.id}`);
      });
      if (unattended.length === 0 || !speaking.isSpeaking()) return;
      if (settings.current.sound) playNewMessageSound();
      if (!settings.current.desktop || document.hasFocus()) return;
      for (const thread of unattended) {
        showDesktopNotification(thread.id, thread.identity.name, thread.last_message?.preview ?? "", () => {
          void router.navigate({ to: "/desk/threads/$threadId", params: { threadId: thread.id } });
        });
      }
    };
    const hearMention = (note: Message) => {
      const open = () => {
        const search = { message: note.number };
        void router.navigate({ to: "/desk/threads/$threadId", params: { threadId: note.thread_id }, search });
      };
      const looking = document.visibilityState === "visible" && document.hasFocus();
      if (looking && router.state.location.pathname === `/desk/threads/${note.thread_id}`) return;
      offer(`${note.author.name} mentions you: ${cutShort(note.body)}`, { label: "Open", run: open });
      if (!speaking.isSpeaking()) return;
      if (settings.current.sound) playNewMessageSound();
      if (!settings.current.desktop || document.hasFocus()) return;
      showDesktopNotification(note.id, `${note.author.name} mentions you`, note.body, open);
    };
    const unsubscribe = client.subscribe(hear);
    const forgetMentions = client.onMentioned(hearMention);
    return () => {
      unsubscribe();
      forgetMentions();
      speaking.leave();
    };
  }, [client, userId, router]);
}

const SAID_OF_A_NOTE = 120;

function cutShort(text: string): string {
  return text.length > SAID_OF_A_NOTE ? `${text.slice(0, SAID_OF_A_NOTE)}…` : text;
}
