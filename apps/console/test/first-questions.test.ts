import { CONSOLE_FIRST_QUESTIONS } from "@beckon/protocol/constants";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  askFirstThreads,
  haveFirstThreads,
  takeFirstThreads,
  takeThreadsThatCame,
} from "../src/desk/effects/first-threads.ts";
import { endpoints } from "../src/http/endpoints.ts";

afterEach(() => vi.unstubAllGlobals());

function answerAll(): string[] {
  const asked: string[] = [];
  vi.stubGlobal("window", globalThis);
  vi.stubGlobal("fetch", (path: string) => {
    asked.push(path);
    return Promise.resolve(Response.json({ offset: 0, limit: 100, count: 0, records: [] }));
  });
  return asked;
}

describe("what the console asks first", () => {
  it("is what the server has its page ask for, letter for letter", async () => {
    const asked = answerAll();
    await endpoints.me();
    askFirstThreads();
    expect(asked).toEqual(CONSOLE_FIRST_QUESTIONS);
  });

  it("goes to one taker, as an answer when it is there", async () => {
    answerAll();
    askFirstThreads();
    expect(takeThreadsThatCame()).toBeNull();
    await haveFirstThreads();
    expect(takeThreadsThatCame()?.threads.records).toEqual([]);
    expect(takeThreadsThatCame()).toBeNull();
    expect(takeFirstThreads()).toBeNull();
  });
});
