import type { Folder, ThreadSummary } from "@beckon/protocol";
import { describe, expect, it } from "vitest";
import {
  bodyOfFolder,
  findFolderErrors,
  formOfFolder,
  freshFolder,
} from "../src/desk/folders/folder-draft.decisions.ts";
import { addJudgements, decideMembers, sayCount } from "../src/desk/folders/folder-members.decisions.ts";
import { decideShown, holdOrder, selectThreads } from "../src/desk/state/thread-list.decisions.ts";
import { makeSource, makeThread } from "./fake-server/made-up-data.ts";

const page = (askedAtMs: number, ...ids: string[]) => ({ askedAtMs, ids });

describe("FLD7: the members of a folder", () => {
  const judged = addJudgements(new Map(), ["a", "new"], new Set(["new"]), 20);

  it("are those that are listed, and what was found out since", () => {
    expect([...decideMembers([page(10, "a", "b")], judged)]).toEqual(["b", "new"]);
    expect([...decideMembers([page(10, "b"), page(11, "a", "c")], judged)]).toEqual(["b", "c", "new"]);
  });

  it("are as a later list has them", () => {
    expect([...decideMembers([page(30, "a", "b")], judged)]).toEqual(["a", "b"]);
  });

  it("are nobody's guess before the first list", () => {
    expect([...decideMembers([], judged)]).toEqual([]);
  });

  it("follow the answer that was asked for last, in whatever order answers arrive", () => {
    const late = addJudgements(judged, ["new"], new Set(), 15);
    expect(decideMembers([page(10)], late).has("new")).toBe(true);
    expect(decideMembers([page(10)], addJudgements(late, ["new"], new Set(), 25)).has("new")).toBe(false);
  });

  it("are counted to a limit", () => {
    expect([sayCount(7, 100), sayCount(99, 100), sayCount(100, 100), sayCount(250, 100)]).toEqual([
      "7",
      "99",
      "99+",
      "99+",
    ]);
  });
});

describe("the list of a folder", () => {
  const source = makeSource(1, "Purple Shop");
  const thread = (number: number, second: number): ThreadSummary => ({
    ...makeThread(number, source, `Visitor ${number}`, 1_000_000_000_000).summary,
    last_activity_at: new Date(1_000_000_000_000 + second * 1_000).toISOString(),
  });
  const [first, second, third] = [thread(1, 30), thread(2, 20), thread(3, 10)];
  const known = new Map([first, second, third].map((each) => [each.id, each]));

  it("FLD4: has its members in its order", () => {
    const members = new Set([first.id, third.id]);
    const filter = { sourceId: null, members, order: "oldest", text: "" } as const;
    expect(selectThreads(known, filter)).toEqual([third, first]);
  });

  it("FLD8: keeps what has left it under the pointer, and lets in what belongs beneath", () => {
    const fresh = thread(4, 40);
    const held = holdOrder([third, second, first]);
    const shown = decideShown([third, first, fresh], held, "oldest", known);
    expect(shown.rows).toEqual([third, second, first, fresh]);
    expect([...shown.gone]).toEqual([second.id]);
    expect(decideShown([third, first], held, "oldest", new Map()).rows).toEqual([third, first]);
  });
});

describe("the form of a folder", () => {
  const folder: Pick<Folder, "label" | "visibility" | "conditions" | "sorting"> = {
    label: "Late",
    visibility: { kind: "teams", team_ids: ["t"] },
    conditions: { state: "open", assigned: { kind: "agent", id: "a" }, unread: true, silent_minutes: 2_880 },
    sorting: "oldest",
  };

  it("says what the folder says, and nothing that does not matter", () => {
    expect(bodyOfFolder(formOfFolder(folder))).toEqual(folder);
    expect(formOfFolder(folder)).toMatchObject({ silentFor: 2, silentUnit: "days", assigned: "agent a" });
    expect(bodyOfFolder({ ...formOfFolder(freshFolder(null, null)), label: " All " })).toEqual({
      label: "All",
      visibility: { kind: "own" },
      conditions: {},
      sorting: "newest",
    });
  });

  it("begins with the view that is saved", () => {
    const fresh = freshFolder({ ...folder, id: "f", ready_made: false, created_at: null }, "s");
    expect(fresh).toMatchObject({
      label: "",
      visibility: { kind: "own" },
      conditions: { source_ids: ["s"], state: "open" },
    });
  });

  it("says what is wrong at its field", () => {
    const bad = { ...formOfFolder(folder), label: " ", teamIds: [], silentFor: 366 };
    expect(Object.keys(findFolderErrors(bad))).toEqual(["label", "teamIds", "silentFor"]);
  });
});
