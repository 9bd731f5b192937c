import { beforeEach, describe, expect, it } from "vitest";
import { makeConfiguration } from "../dev/configuration.ts";
import { createScriptedClient, makeMessage, makeThread, type ScriptedClient } from "../dev/scripted-client.ts";
import type { ChatEvent, LaunchOptions } from "../src/api.ts";
import { TypingSignal } from "../src/later/typing-signal.ts";
import { createKeptTexts } from "../src/surface/kept-texts.ts";
import type { Chat } from "../src/window/chat.ts";
import { createChat } from "../src/window/create-chat.ts";

const alicia = { type: "agent" as const, id: "a", name: "Alicia" };
const origin = { trigger_id: null, language: "en", identity_initiated: false };

let client: ScriptedClient;
let events: ChatEvent[];
let page: { fullScreen: boolean; attention: boolean; sounds: string[]; focus: string[]; unreadInTitle: number[] };

function launch(options: Partial<LaunchOptions> = {}, known = true): Chat {
  if (known) client.change({ threadsKnown: true, connection: { kind: "open" } });
  const chat = createChat(
    client,
    {
      configuration: makeConfiguration(),
      locale: "en",
      translations: {},
      display: { kind: "floating", opened: true, openedBy: "visitor" },
      threadId: null,
      origin,
      identified: { claims: null, signedIdentity: "", slot: "" },
      visited: {
        pageView: { id: "p", url: "https://shop.test/", title: "Shop", started_at: "2026-05-12T12:00:00Z" },
        customVariables: {},
      },
      onEvent: (event) => events.push(event),
      onIdentityRefused: () => {},
      ...options,
    },
    {
      kept: createKeptTexts(null, "demo"),
      now: () => 0,
      hasAttention: () => page.attention,
      isFullScreen: () => page.fullScreen,
      playSoundFor: (id) => page.sounds.push(id),
      showUnreadInTitle: (count) => page.unreadInTitle.push(count),
      moveFocus: (target) => page.focus.push(target),
      wantLater: () => {},
      requestDrawing: () => {},
      addStyles: () => {},
      wantLanguage: () => {},
    },
    () => {},
  );
  client.subscribe(() => chat.clientChanged());
  client.onMessageReceived(chat.messageReceived);
  chat.started();
  return chat;
}

const kinds = (): string[] => events.map(({ kind }) => kind);
const called = (name: string): unknown[][] => client.calls.filter(([call]) => call === name);
const threadOf = (id: string, change: Parameters<typeof makeThread>[1] = {}) =>
  makeThread([makeMessage(id, 1, alicia, "Hello", 0)], change);

beforeEach(() => {
  client = createScriptedClient();
  events = [];
  page = { fullScreen: false, attention: true, sounds: [], focus: [], unreadInTitle: [] };
});

describe("the view it opens with", () => {
  it("WIN10: is the conversation of the page before", () => {
    client.change({ threads: [threadOf("new"), threadOf("old")] });
    expect(launch({ threadId: "old" }).currentThreadId()).toBe("old");
  });

  it("WIN10: is the open conversation of the newest activity, else a fresh one", () => {
    client.change({ threads: [threadOf("a", { state: "closed" }), threadOf("b", { locked: true }), threadOf("c")] });
    expect(launch().currentThreadId()).toBe("c");
    client.change({ threads: [] });
    expect(launch().currentThread()).toBeNull();
  });

  it("WIN10: waits for the threads and takes along what was written and shown meanwhile", () => {
    const chat = launch({}, false);
    client.change({ connection: { kind: "connecting", since: 0 } });
    expect(chat.view.kind).toBe("undecided");
    chat.kept.write(chat.draftName(), "Does it");
    chat.addAutomaticMessage("Need help?");
    client.change({ threads: [threadOf("a")], threadsKnown: true, connection: { kind: "open" } });
    expect(chat.currentThreadId()).toBe("a");
    expect(chat.kept.read(chat.draftName())).toBe("Does it");
    expect(chat.automaticMessages[0]).toMatchObject({ threadId: "a", afterNumber: 1 });
  });

  it("WIN10: falls back when the conversation of the page before is gone", () => {
    const chat = launch({ threadId: "gone" }, false);
    client.change({ threads: [threadOf("a")], threadsKnown: true, connection: { kind: "open" } });
    expect(chat.currentThreadId()).toBe("a");
  });
});

describe("engagement", () => {
  it("WIN18: comes with the first message, and the page is given to the client only then", () => {
    const chat = launch();
    const next = { id: "q", url: "https://shop.test/cart", title: "Cart", started_at: "2026-05-12T12:01:00Z" };
    chat.viewPage(next, { custom_cart_amount: 58 });
    expect(called("viewPage")).toEqual([]);
    chat.send("Hello");
    chat.send("Is anybody there");
    expect(called("viewPage")).toEqual([["viewPage", next, { custom_cart_amount: 58 }]]);
    expect(kinds().filter((kind) => kind === "engaged")).toHaveLength(1);
    chat.viewPage({ ...next, id: "r" }, {});
    expect(called("viewPage")).toHaveLength(2);
  });

  it("WIN18: has been already when the window continues", () => {
    client.change({ threads: [threadOf("a")] });
    launch({ display: { kind: "floating", opened: false, openedBy: "continuation" }, threadId: "a" });
    expect(called("viewPage")).toHaveLength(1);
    expect(kinds()).not.toContain("engaged");
  });

  it("does not connect for a window that a trigger shows minimized", () => {
    const chat = launch({ display: { kind: "floating", opened: false, openedBy: "trigger" } }, false);
    expect(called("start")).toHaveLength(0);
    chat.open("visitor");
    expect(called("start")).toHaveLength(1);
  });

  it("gives the origin with the first message of a conversation only", () => {
    const chat = launch();
    chat.send("one");
    const threadId = chat.currentThreadId() ?? "";
    client.acknowledge(threadId);
    chat.send("two");
    expect(called("sendMessage").map(([, , , given]) => given)).toEqual([origin, null]);
  });

  it("WIN19: marks a conversation that was begun with the button", () => {
    client.change({ threads: [threadOf("a")] });
    const chat = launch();
    chat.beginThread();
    chat.send("Another matter");
    expect(called("sendMessage")[0]?.[3]).toEqual({ ...origin, identity_initiated: true });
    expect(chat.currentThreadId()).not.toBe("a");
  });
});

describe("what the manager hears", () => {
  it("is shown, opened, engaged and the thread, in this order", () => {
    const chat = launch();
    chat.send("Hello");
    expect(kinds()).toEqual(["shown", "opened", "engaged", "thread_changed"]);
    chat.minimize();
    chat.minimize();
    chat.open("visitor");
    expect(kinds().slice(4)).toEqual(["minimized", "opened"]);
  });

  it("WIN17: is the unread count, automatic messages included", () => {
    client.change({ threads: [threadOf("a")] });
    const chat = launch({ display: { kind: "floating", opened: false, openedBy: "trigger" } });
    chat.addAutomaticMessage("Need help?");
    client.receive(makeMessage("a", 2, alicia, "Still there?", 0));
    expect(events.filter(({ kind }) => kind === "unread_changed")).toEqual([
      { kind: "unread_changed", count: 1 },
      { kind: "unread_changed", count: 2 },
    ]);
    expect(page.unreadInTitle).toEqual([1, 2]);
    chat.open("visitor");
    client.markRead("a", 2);
    expect(page.unreadInTitle.at(-1)).toBe(0);
  });
});

describe("attention", () => {
  it("WIN11: only the visitor's own gesture moves the focus", () => {
    const chat = launch({ display: { kind: "floating", opened: true, openedBy: "trigger" } });
    chat.open("trigger");
    expect(page.focus).toEqual([]);
    chat.open("visitor");
    expect(page.focus).toEqual(["composer"]);
  });

  it("WIN12: a trigger does not open it on a phone", () => {
    page.fullScreen = true;
    const chat = launch({ display: { kind: "floating", opened: true, openedBy: "trigger" } });
    chat.open("trigger");
    expect(chat.isOpen).toBe(false);
    chat.open("visitor");
    expect(chat.isOpen).toBe(true);
  });

  it("sounds for what is not being looked at, unless it is muted", () => {
    client.change({ threads: [threadOf("a")] });
    const chat = launch();
    client.receive(makeMessage("a", 2, alicia, "seen", 0));
    expect(page.sounds).toHaveLength(0);
    page.attention = false;
    client.receive(makeMessage("a", 3, alicia, "heard", 0));
    expect(page.sounds).toHaveLength(1);
    chat.toggleMuted();
    client.receive(makeMessage("a", 4, alicia, "silent", 0));
    expect(page.sounds).toHaveLength(1);
  });

  it("keeps typing in a conversation that nobody has begun to itself", () => {
    const chat = launch();
    chat.setTyping(true);
    expect(called("setTyping")).toEqual([]);
  });

  it("says typing at most every three seconds, and its end once", () => {
    let nowMs = 10_000;
    const said: boolean[] = [];
    const typing = new TypingSignal(
      (isTyping) => said.push(isTyping),
      () => nowMs,
    );
    typing.signal(true);
    typing.signal(true);
    nowMs += 3_000;
    typing.signal(true);
    typing.signal(false);
    typing.signal(false);
    expect(said).toEqual([true, true, false]);
  });
});

describe("kept texts", () => {
  it("WIN14: live as long as the page where storage refuses", () => {
    const refuse = (): never => {
      throw new DOMException("blocked");
    };
    const storage = { length: 0, key: refuse, clear: refuse, getItem: refuse, setItem: refuse, removeItem: refuse };
    const kept = createKeptTexts(storage, "demo");
    kept.write("draft:a", "Does it");
    expect(kept.read("draft:a")).toBe("Does it");
    kept.write("draft:a", "");
    expect(kept.read("draft:a")).toBe("");
  });
});
