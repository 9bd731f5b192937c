import type { Chat } from "./chat.ts";
import { Composer } from "./composer.tsx";
import { Transcript } from "./transcript.tsx";

export function Conversation({ chat, threadId }: { chat: Chat; threadId: string }) {
  const { later } = chat;
  const { locked, live } = chat.currentThread()?.thread ?? {};
  const isOver = live?.kind === "ended";
  return (
    <>
      <Transcript key={threadId} chat={chat} threadId={threadId} />
      {later && live?.kind === "waiting" && <later.Waiting chat={chat} live={live} />}
      {!locked && !isOver ? (
        <Composer chat={chat} />
      ) : (
        later && (isOver ? <later.EndFrame key={threadId} chat={chat} /> : <later.Closure chat={chat} />)
      )}
      {later && chat.isEndAsked && <later.EndConfirmation chat={chat} />}
    </>
  );
}
