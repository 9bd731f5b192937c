import { describe, expect, it } from "vitest";
import { isTakenBack, listHeld } from "../src/desk/state/tasks.decisions.ts";
import { makeSource, makeTask, makeThread, makeUser } from "./fake-server/made-up-data.ts";

const ada = makeUser(1, "Ada", "Winter", "agent");
const bruno = makeUser(2, "Bruno", "Reis", "agent");
const thread = makeThread(1, makeSource(1, "Purple Shop"), "Camille Durand", 1_000_000_000_000);
const held = makeTask(1, thread, ada);

describe("RTE13: what somebody had", () => {
  it("went back when it waits, rings elsewhere or is a colleague's", () => {
    expect(isTakenBack({ ...held, state: "waiting", agent: null }, ada.id)).toBe(true);
    expect(isTakenBack({ ...held, state: "undelivered", agent: null }, ada.id)).toBe(true);
    expect(isTakenBack({ ...makeTask(1, thread, bruno), state: "ringing" }, ada.id)).toBe(true);
    expect(isTakenBack(makeTask(1, thread, bruno), ada.id)).toBe(true);
  });

  it("did not when it is theirs, or over", () => {
    expect(isTakenBack(held, ada.id)).toBe(false);
    expect(isTakenBack({ ...held, state: "ringing" }, ada.id)).toBe(false);
    for (const state of ["completed", "transferred", "expired"] as const) {
      expect(isTakenBack({ ...held, state }, bruno.id)).toBe(false);
    }
  });

  it("is what they have accepted, and nothing that rings or is over", () => {
    const tasks = [
      held,
      { ...makeTask(2, thread, ada), state: "ringing" as const },
      makeTask(3, thread, bruno),
      makeTask(4, thread, null),
    ];
    expect(listHeld(new Map(tasks.map((task) => [task.id, task])), ada.id)).toEqual([held.id]);
  });
});
