import { readFileSync } from "node:fs";
import type { Message, ServerToVisitor } from "@beckon/protocol";
import { describe, expect, test } from "vitest";
import { EMPTY_INBOX, findGaps, findReceived, receiveFrame } from "../src/inbox.ts";
import { findSendable } from "../src/outbox.ts";
import { decideReconnection } from "../src/reconnection.ts";

function readCases<Case>(name: string): Case[] {
  return JSON.parse(readFileSync(new URL(`../../../spec/cases/${name}.json`, import.meta.url), "utf8"));
}

/** `[number, author]`, or a number for an agent's message; ids are `m1`, `m2`… */
type ShortMessage = number | [number, "visitor" | "agent"];
type ShortFrame = Record<string, unknown> & { type: string; message?: ShortMessage; messages?: ShortMessage[] };

interface InboxCase {
  name: string;
  frames: ShortFrame[];
  threads: { id: string; numbers: number[]; has_older: boolean; missing_after: number | null }[];
  received: number[];
}

function lengthenMessage(short: ShortMessage): Message {
  const [number, author] = Array.isArray(short) ? short : [short, "agent" as const];
  return {
    id: `m${number}`,
    thread_id: "t",
    number,
    author: { type: author, id: null, name: "" },
    body: "",
    automated: false,
    private: false,
    attachments: [],
    structured: null,
    notice: null,
    created_at: "2026-01-01T00:00:00.000Z",
  };
}

function lengthenThread(lastNumber: number) {
  const last_message = lastNumber > 0 ? lengthenMessage(lastNumber) : null;
  const thread = { id: "t", last_number: lastNumber, visitor_read_number: 0, agent_read_number: 0, locked: false };
  return {
    ...thread,
    email_request: null,
    live: null,
    state: "open",
    created_at: "2026-01-01T00:00:00.000Z",
    last_message,
  };
}

/** The cases write frames short; this is what they stand for on the wire. */
function lengthenFrame(short: ShortFrame): ServerToVisitor {
  const frame: Record<string, unknown> = { thread_id: "t", ...short };
  if (short.message !== undefined) frame.message = lengthenMessage(short.message);
  if (short.messages) frame.messages = short.messages.map(lengthenMessage);
  if (short.type === "welcomed") {
    frame.identity_id = short.identity ?? "i";
    frame.threads = short.thread_last_number === undefined ? [] : [lengthenThread(Number(short.thread_last_number))];
  }
  if (short.type === "thread_changed") frame.thread = lengthenThread(Number(short.thread_last_number));
  return frame as unknown as ServerToVisitor;
}

describe("the inbox", () => {
  test.each(readCases<InboxCase>("delivery-client-inbox"))("$name", ({ frames, threads, received }) => {
    let inbox = EMPTY_INBOX;
    const heard: number[] = [];
    for (const frame of frames.map(lengthenFrame)) {
      const after = receiveFrame(inbox, frame);
      heard.push(...findReceived(inbox, after).map((message) => message.number));
      inbox = after;
    }
    const gaps = findGaps(inbox);
    const seen = [...inbox.threads.values()].map((held) => ({
      id: held.thread.id,
      numbers: held.messages.map((message) => message.number),
      has_older: held.firstNumber > 1,
      missing_after: gaps.includes(held) ? held.lastNumber : null,
    }));
    expect(seen).toEqual(threads);
    expect(heard).toEqual(received);
  });
});

interface OutboxCase {
  name: string;
  entries: { id: string; thread: string; refused: boolean }[];
  sendable: string[];
}

describe("the outbox", () => {
  test.each(readCases<OutboxCase>("delivery-client-outbox"))("$name", ({ entries, sendable }) => {
    const refusal = { code: "thread_locked", message: "Locked.", retry: false };
    const written = entries.map(({ id, thread, refused }) => ({
      id,
      threadId: thread,
      body: "",
      origin: null,
      writtenAtMs: 0,
      refusal: refused ? refusal : null,
    }));
    expect(findSendable(written).map((entry) => entry.id)).toEqual(sendable);
  });
});

interface ReconnectionCase {
  name: string;
  attempt: number;
  code: number;
  open_for_ms: number | null;
  random: number;
  result: { kind: "never"; reason: string } | { kind: "after"; delay_ms: number; attempt: number };
}

describe("reconnection", () => {
  test.each(readCases<ReconnectionCase>("delivery-client-reconnection"))("$name", (each) => {
    const next = decideReconnection(each.attempt, { code: each.code, openForMs: each.open_for_ms }, each.random);
    const told = next.kind === "never" ? next : { kind: next.kind, delay_ms: next.delayMs, attempt: next.attempt };
    expect(told).toEqual(each.result);
  });
});
