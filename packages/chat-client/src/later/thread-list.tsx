import type { ThreadState } from "@beckon/sdk";
import { Avatar } from "../window/avatar.tsx";
import type { Chat } from "../window/chat.ts";
import { Skeleton } from "../window/empty-state.tsx";
import { Icon } from "../window/icon.tsx";
import { Badge } from "../window/launcher.tsx";
import { briefTime } from "./brief-time.ts";

/** The visitor's conversations, newest activity first. */
export function ThreadList({ chat }: { chat: Chat }) {
  const { texts, state } = chat;
  return (
    <div class="list">
      <div class="list-scroll">
        {state.threads.length > 0 && (
          <ul class="threads" aria-label={texts.text("threads_listing_title")}>
            {state.threads.map((threadState) => (
              <ThreadItem key={threadState.thread.id} chat={chat} threadState={threadState} />
            ))}
          </ul>
        )}
        {state.threads.length === 0 &&
          (state.threadsKnown ? <p class="empty">{texts.text("threads_listing_empty")}</p> : <Skeleton />)}
      </div>
      <button type="button" class="new-thread" onClick={chat.beginThread}>
        <Icon name="M12 5v14M5 12h14" />
        {texts.text("control_new_title")}
      </button>
    </div>
  );
}

function ThreadItem({ chat, threadState }: { chat: Chat; threadState: ThreadState }) {
  const { texts, title } = chat;
  const { thread, messages, unreadCount, typing, outgoing } = threadState;
  const written = outgoing.at(-1);
  const newest = messages.at(-1) ?? thread.last_message;
  const isOwn = written !== undefined || newest?.author.type === "visitor";
  const answer = isOwn ? messages.findLast(({ author }) => author.type === "agent") : newest;
  const name = answer?.author.name || title;
  // A message may be files and nothing else.
  const body = written ? written.body || written.attachments?.[0]?.name : newest?.body || newest?.attachments[0]?.name;
  const atMs = written?.writtenAtMs ?? Date.parse(newest?.created_at ?? thread.created_at);
  return (
    <li>
      <button
        type="button"
        class={unreadCount > 0 ? "thread unread" : "thread"}
        onClick={() => chat.showThread(thread.id)}
      >
        <Avatar name={name} url={name === title ? chat.options.configuration.appearance.avatar_url : null} />
        <span class="thread-text">
          <bdi class="thread-name">{name}</bdi>
          <span class="thread-body">
            {typing === null ? (
              <>
                {isOwn && <span>{texts.text("you_colon")}</span>}{" "}
                <span class="thread-words" dir="auto">
                  {body}
                </span>
              </>
            ) : (
              texts.text("typing", { name: typing || title })
            )}
          </span>
        </span>
        <span class="thread-side">
          <span class="thread-time">{briefTime(texts, atMs, chat.now())}</span>
          <Badge count={unreadCount} />
          {unreadCount > 0 && <span class="spoken">{texts.text("unread", { count: unreadCount })}</span>}
        </span>
      </button>
    </li>
  );
}
