import { Component } from "preact";
import { type AutomaticMessage, type Entry, listEntries } from "../transcript/entries.ts";
import { decideLine, NO_LINE } from "../transcript/new-messages-line.ts";
import { arrangeRows, type TranscriptRow } from "../transcript/rows.ts";
import type { Chat } from "./chat.ts";
import { EmptyState, Skeleton } from "./empty-state.tsx";
import { MessageRow } from "./message-row.tsx";
import { type ReadingPlace, ScrollKeeper } from "./scroll-keeper.ts";
import { whenIdle } from "./when-idle.ts";

/** So many of the newest messages are drawn at first: what a usual window shows. */
const DRAWN_AT_ONCE = 20;
/** And so many when the page is idle, so that whoever scrolls up begins with what is there. */
const DRAWN_AT_REST = 50;
/** And so many more whenever the first or the last of the drawn ones is near: few enough for a frame. */
const DRAWN_MORE = 4;
/** Of a long conversation never more than so many, so that a frame costs the same however far it is scrolled. */
const DRAWN_AT_MOST = 80;

interface Props {
  chat: Chat;
  threadId: string;
}

/** The messages of one conversation. Mounted anew for each, so that place and line begin anew too. */
export class Transcript extends Component<Props> {
  readonly #scroll = new ScrollKeeper();
  #line = NO_LINE;
  #wasLooking = false;
  #entries: readonly Entry[] = [];
  /** Messages of others that arrived while the end was out of sight. */
  #arrivedBelow = 0;
  /** Messages from the first drawn one to the end, and of these, those at the end that are not drawn. */
  #reach = DRAWN_AT_ONCE;
  #leftOut = 0;
  /** How many fill the place at the end: more than at once where it is high. */
  #filling = DRAWN_AT_ONCE;
  #willFill = false;
  readonly #openedAtMs = Date.now();

  override componentDidMount(): void {
    this.#scroll.goToEnd();
    this.#look();
  }

  override componentWillUnmount(): void {
    this.#filling = DRAWN_AT_REST;
  }

  override getSnapshotBeforeUpdate(): ReadingPlace | null {
    return this.#scroll.findReadingPlace();
  }

  override componentDidUpdate(_props: Props, _state: object, place: ReadingPlace | null): void {
    this.#scroll.settle(place);
    this.#look();
  }

  /** What the visitor sees now is read; what is missing above it is fetched. */
  #look(): void {
    const { chat, threadId } = this.props;
    const threadState = chat.currentThread();
    if (threadState === null) return;
    const { thread, messages, outgoing, hasOlder, loadingHistory } = threadState;
    const readNumber = thread.visitor_read_number;
    const newestForeignNumber = messages.findLast(({ author }) => author.type !== "visitor")?.number ?? 0;
    const line = decideLine(this.#line, { newestForeignNumber, readNumber, wasLooking: this.#wasLooking });
    const hasMoved = line.afterNumber !== this.#line.afterNumber;
    this.#line = line;
    this.#wasLooking = chat.isAttended && this.#scroll.isAtEnd;
    if (this.#wasLooking && newestForeignNumber > readNumber) chat.client.markRead(threadId, newestForeignNumber);
    const isNearTop = this.#scroll.isNearTop();
    const wantsAbove = this.#scroll.isAtEnd ? this.#scroll.isUnfilled() : isNearTop;
    const isAllDrawn = this.#reach >= messages.length + outgoing.length;
    const drawsAbove = wantsAbove && !isAllDrawn;
    const drawsBelow = this.#leftOut > 0 && this.#scroll.isNearBottom();
    if (drawsAbove) {
      this.#reach += DRAWN_MORE;
      if (this.#scroll.isAtEnd) this.#filling = this.#reach;
      this.#leftOut = Math.max(this.#leftOut, this.#reach - DRAWN_AT_MOST);
    } else if (drawsBelow) {
      this.#leftOut = Math.max(0, this.#leftOut - DRAWN_MORE);
      this.#reach = Math.min(this.#reach, this.#leftOut + DRAWN_AT_MOST);
    }
    const isLacking = messages.length === 0 ? thread.last_number > 0 : hasOlder && isNearTop && isAllDrawn;
    if (isLacking && !loadingHistory && chat.state.connection.kind === "open") chat.client.loadHistory(threadId);
    if (hasMoved || drawsAbove || drawsBelow) this.forceUpdate();
    else if (this.#isFilling() && this.#scroll.isAtEnd && !this.#willFill) {
      this.#willFill = true;
      whenIdle(this.#fill);
    }
  }

  #isFilling(): boolean {
    return this.#filling < DRAWN_AT_REST && this.#filling <= this.#entries.length;
  }

  /** A few at a time, so that no key waits for it. */
  readonly #fill = (): void => {
    this.#willFill = false;
    if (!this.#isFilling()) return;
    // The visitor may have scrolled, and the page not have told of it yet.
    this.#scroll.scrolled(this.#leftOut === 0);
    if (this.#scroll.isAtEnd) {
      this.#filling = Math.min(this.#filling + DRAWN_MORE, DRAWN_AT_REST);
      this.#reach = this.#filling;
    }
    this.forceUpdate();
  };

  readonly #scrolled = (): void => {
    const wasAtEnd = this.#scroll.isAtEnd;
    this.#scroll.scrolled(this.#leftOut === 0);
    if (this.#scroll.isAtEnd !== wasAtEnd) this.forceUpdate();
    else this.#look();
  };

  readonly #goToEnd = (): void => {
    this.#scroll.goToEnd();
    this.forceUpdate();
  };

  /** The visitor's own new message is always shown; others' are counted while the end is out of sight. */
  #notice(entries: readonly Entry[]): void {
    const lastKnown = this.#entries.at(-1)?.id;
    const arrived =
      lastKnown === undefined ? [] : entries.slice(entries.findLastIndex(({ id }) => id === lastKnown) + 1);
    this.#entries = entries;
    if (arrived.some(({ delivery }) => delivery?.kind === "sending" || delivery?.kind === "waiting")) {
      this.#scroll.isAtEnd = true;
    }
    if (this.#scroll.isAtEnd) {
      this.#arrivedBelow = 0;
      this.#reach = this.#filling;
      this.#leftOut = 0;
    } else {
      this.#arrivedBelow += arrived.filter(({ sender }) => sender.kind !== "visitor").length;
      this.#reach += arrived.length;
      if (this.#leftOut > 0) this.#leftOut += arrived.length;
    }
  }

  /** Automatic messages, else the welcome that a conversation begins with. */
  #findUnsent(): readonly AutomaticMessage[] {
    const { chat, threadId } = this.props;
    const automatic = chat.automaticMessages.filter((message) => message.threadId === threadId);
    const body = chat.options.configuration.welcome_message;
    const mayHaveBegun = chat.view.kind === "undecided" || chat.currentThread()?.thread.last_number;
    if (automatic.length > 0 || !body || mayHaveBegun) return automatic;
    return [{ id: "welcome", threadId, body, atMs: this.#openedAtMs, afterNumber: 0 }];
  }

  render({ chat }: Props) {
    const { texts, state, later } = chat;
    const threadState = chat.currentThread();
    const typing = threadState?.typing ?? null;
    const entries = listEntries(
      threadState,
      this.#findUnsent(),
      chat.title,
      state.connection.kind === "open",
      this.#reach,
    );
    const isAwaited =
      threadState === null
        ? !state.threadsKnown && chat.mayStillLoad
        : threadState.thread.last_number > 0 && entries.length === 0;
    this.#notice(entries);
    return (
      <div class="transcript">
        <div
          ref={this.#scroll.attach}
          class="log"
          role="log"
          aria-label={texts.text("messages_title")}
          aria-live={threadState?.loadingHistory || (this.#scroll.isAtEnd && this.#isFilling()) ? "off" : "polite"}
          aria-busy={isAwaited}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
          tabIndex={0}
          onScroll={this.#scrolled}
        >
          {entries.length === 0 && (isAwaited ? <Skeleton /> : <EmptyState chat={chat} />)}
          <div>
            {arrangeRows(entries.slice(-this.#reach, entries.length - this.#leftOut), this.#line.afterNumber).map(
              (row) => (
                <Row key={row.key} chat={chat} row={row} />
              ),
            )}
            {later && threadState?.thread.email_request && <later.EmailRequest chat={chat} threadState={threadState} />}
            {later && typing !== null && <later.TypingLine chat={chat} name={typing} />}
          </div>
        </div>
        {later && !this.#scroll.isAtEnd && (
          <later.ToLatest chat={chat} count={this.#arrivedBelow} onClick={this.#goToEnd} />
        )}
      </div>
    );
  }
}

function Row({ chat, row }: { chat: Chat; row: TranscriptRow }) {
  const { texts } = chat;
  switch (row.kind) {
    case "time":
      return <p class="separator">{texts.times.separator(row.atMs, chat.now())}</p>;
    case "new_messages":
      return <p class="separator new">{texts.text("new_messages")}</p>;
    case "message":
      return (
        <MessageRow chat={chat} texts={texts} later={chat.later} entry={row.entry} first={row.first} last={row.last} />
      );
  }
}
