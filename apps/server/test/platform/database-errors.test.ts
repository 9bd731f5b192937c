import { pino } from "pino";
import { describe, expect, it } from "vitest";
import {
  assertWritable,
  classifyDatabaseError,
  type DatabaseState,
  DatabaseUnavailableError,
} from "../../src/platform/database/index.ts";
import { createStateKeeper } from "../../src/platform/database/state.ts";

function withCode(code: string): Error {
  return Object.assign(new Error("it failed"), { code });
}

describe("the class of a database error", () => {
  it.each([
    [withCode("40001"), "conflict"],
    [withCode("40P01"), "conflict"],
    [withCode("55P03"), "conflict"],
    [withCode("23505"), "constraint"],
    [withCode("23503"), "constraint"],
    [withCode("53100"), "full"],
    [withCode("ENOSPC"), "full"],
    [withCode("08006"), "unavailable"],
    [withCode("57P01"), "unavailable"],
    [withCode("57P03"), "unavailable"],
    [withCode("53300"), "unavailable"],
    [withCode("28P01"), "unavailable"],
    [withCode("3D000"), "unavailable"],
    [withCode("25006"), "unavailable"],
    [withCode("ECONNREFUSED"), "unavailable"],
    [withCode("EPIPE"), "unavailable"],
    [withCode("57014"), "other"],
    [withCode("42601"), "other"],
    [withCode("22P02"), "other"],
    [new AggregateError([withCode("ECONNREFUSED"), withCode("ECONNREFUSED")]), "unavailable"],
    [new Error("Connection terminated unexpectedly"), "unavailable"],
    [new Error("timeout exceeded when trying to connect"), "unavailable"],
    [new Error("Client has encountered a connection error and is not queryable"), "unavailable"],
    [new DatabaseUnavailableError("database_unavailable", "gone"), "unavailable"],
    [new DatabaseUnavailableError("database_full", "full"), "full"],
    [new Error("something else"), "other"],
    ["not an error", "other"],
    [undefined, "other"],
  ])("of %s (case %#) is %s", (error, expected) => {
    expect(classifyDatabaseError(error)).toBe(expected);
  });
});

describe("writers", () => {
  function refusalIn(state: DatabaseState): unknown {
    try {
      assertWritable({ state: () => state });
      return undefined;
    } catch (error) {
      return error;
    }
  }

  it("go on when the database is ready", () => {
    expect(refusalIn({ kind: "ready" })).toBeUndefined();
  });

  it.each<[DatabaseState, string]>([
    [{ kind: "full", reason: "no room", since: 1 }, "database_full"],
    [{ kind: "unavailable", reason: "gone", since: 1 }, "database_unavailable"],
    [{ kind: "closed" }, "database_unavailable"],
  ])("are refused in %o with %s, to be tried again", (state, code) => {
    const refusal = refusalIn(state);
    expect(refusal).toBeInstanceOf(DatabaseUnavailableError);
    expect(refusal).toMatchObject({ code, retry: true });
  });
});

describe("the state", () => {
  it("keeps the time of its change while only the reason changes, and ends with closing", () => {
    let now = 1_000;
    const state = createStateKeeper(pino({ level: "silent" }), () => now);
    expect(state.current()).toEqual({ kind: "ready" });
    state.becomeUnavailable("refused");
    now = 2_000;
    state.becomeUnavailable("timed out");
    expect(state.current()).toEqual({ kind: "unavailable", reason: "timed out", since: 1_000 });
    state.becomeFull("no room");
    expect(state.current()).toEqual({ kind: "full", reason: "no room", since: 2_000 });
    state.becomeReady();
    expect(state.current()).toEqual({ kind: "ready" });
    state.close();
    state.becomeUnavailable("too late");
    expect(state.current()).toEqual({ kind: "closed" });
  });
});
