import { Component, createRef, type TargetedKeyboardEvent } from "preact";
import type { Chat } from "../window/chat.ts";
import { Conversation } from "../window/conversation.tsx";
import { Skeleton } from "../window/empty-state.tsx";
import { Header } from "../window/header.tsx";
import { Notice } from "../window/notice.tsx";

/** From this width on, in CSS pixels, the conversations are listed beside the one that is shown. */
const WIDE_FROM = 680;

/**
 * The chat in an element of the page: it is always open, takes the element's size, and shows list and conversation
 * side by side where there is room, one at a time where there is not.
 */
export class EmbeddedFrame extends Component<{ chat: Chat }, { isWide: boolean }> {
  override state = { isWide: false };
  readonly #frame = createRef<HTMLDivElement>();
  #observer: ResizeObserver | null = null;

  override componentDidMount(): void {
    const frame = this.#frame.current;
    if (frame === null) return;
    this.#observer = new ResizeObserver(([entry]) => {
      const isWide = (entry?.contentRect.width ?? 0) >= WIDE_FROM;
      if (isWide !== this.state.isWide) this.setState({ isWide });
    });
    this.#observer.observe(frame);
  }

  override componentDidUpdate(): void {
    const { chat } = this.props;
    if (this.state.isWide && chat.view.kind === "list") chat.leaveList();
  }

  override componentWillUnmount(): void {
    this.#observer?.disconnect();
  }

  override render() {
    const { chat } = this.props;
    const { isWide } = this.state;
    const threadId = chat.currentThreadId();
    const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
      if (event.key !== "Escape" || !chat.isMenuOpen) return;
      event.preventDefault();
      chat.toggleMenu();
    };
    return (
      <div
        ref={this.#frame}
        class={`window embedded${isWide ? " wide" : ""}`}
        role="dialog"
        aria-labelledby="title"
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <Header chat={chat} />
        <Notice chat={chat} />
        <div class="panes">
          {isWide && <List chat={chat} />}
          <div class="pane">
            {threadId === null ? <List chat={chat} /> : <Conversation chat={chat} threadId={threadId} />}
          </div>
        </div>
      </div>
    );
  }
}

function List({ chat }: { chat: Chat }) {
  const { later } = chat;
  return later === null ? <Skeleton /> : <later.ThreadList chat={chat} />;
}
