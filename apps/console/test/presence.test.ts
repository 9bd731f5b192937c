import type { AgentPresence, Capacity, Person, Source, Task } from "@beckon/protocol";
import { expect, it } from "vitest";
import { changesOfPerson, draftOfPerson, findPersonErrors } from "../src/admin/people/person-draft.decisions.ts";
import { bodyOfChannel, findChannelErrors } from "../src/admin/presence/channel-draft.decisions.ts";
import { sayMembers } from "../src/admin/teams/team-draft.decisions.ts";
import { countBoard, heldBy, orderAgents, queuesOf } from "../src/desk/board/board.decisions.ts";
import { isIdle, sayLoad, sayStanding } from "../src/desk/presence/presence-words.decisions.ts";
import { makeUser } from "./fake-server/made-up-data.ts";

const free: AgentPresence["load"] = { count: 0, busyness: "unoccupied", soft_limit: 3, hard_limit: 5 };

function agent(name: string, fields: Partial<AgentPresence> = {}): AgentPresence {
  const said = { realtime: "available", asynchronous: "available", status: null, idle: false, since: null } as const;
  return { user: { id: name, name }, connected: true, load: free, ...said, ...fields };
}

it("PRS4, PRS5: says why somebody is away before where", () => {
  const away = { realtime: "away", asynchronous: "away" } as const;
  const said = [
    agent("a"),
    agent("b", { asynchronous: "away" }),
    agent("c", { realtime: "away" }),
    agent("d", away),
    agent("e", { ...away, status: { id: "s", label: "Lunch" } }),
    agent("f", { ...away, idle: true }),
    agent("g", { connected: false }),
  ].map(sayStanding);
  expect(said).toEqual([
    "Available",
    "Available for live chats",
    "Available for messages",
    "Away",
    "Lunch",
    "Away: nobody at the desk",
    "Not connected",
  ]);
  expect(sayLoad({ ...free, count: 3, busyness: "busy" })).toBe("3 of 3, busy");
});

it("PRS5: a desk is idle after 45 minutes", () => {
  expect(isIdle(0, 45 * 60_000 - 1)).toBe(false);
  expect(isIdle(0, 45 * 60_000)).toBe(true);
});

it("orders agents by who takes the next conversation, and counts the places that are free", () => {
  const agents = [
    agent("gone", { connected: false }),
    agent("busy", { load: { ...free, count: 4, busyness: "busy" } }),
    agent("away", { realtime: "away", asynchronous: "away" }),
    agent("free"),
  ];
  expect(orderAgents(agents).map(({ user }) => user.name)).toEqual(["free", "busy", "away", "gone"]);
  expect(countBoard(agents, [])).toEqual({ available: 2, connected: 3, waiting: 0, talking: 4, free: 3 });
});

const task = (id: string, source_id: string, queued_at: string, agentId: string | null = null) =>
  ({ id, source_id, queued_at, created_at: queued_at, accepted_at: null, agent: agentId && { id: agentId } }) as Task;

it("shows each live chat source's queue and others in which somebody waits, the longest wait first", () => {
  const sources = [
    { id: "quiet", label: "Quiet", mode: "live_chat" },
    { id: "mail", label: "Mail", mode: "messaging" },
    { id: "post", label: "Post", mode: "messaging" },
    { id: "shop", label: "Shop", mode: "live_chat" },
  ] as Source[];
  const queues = queuesOf(sources, [
    task("2", "shop", "2026-05-02"),
    task("1", "shop", "2026-05-01"),
    task("3", "post", "2026-05-03"),
  ]);
  expect(queues.map(({ source, waitingSince }) => [source.label, waitingSince])).toEqual([
    ["Shop", "2026-05-01"],
    ["Post", "2026-05-03"],
    ["Quiet", null],
  ]);
  expect(queues[0]?.waiting.map(({ id }) => id)).toEqual(["1", "2"]);
  const ongoing = [task("5", "shop", "2026-05-05", "ada"), task("4", "mail", "2026-05-04", "ada")];
  expect(heldBy("ada", ongoing).map(({ id }) => id)).toEqual(["4", "5"]);
  expect(heldBy("bruno", ongoing)).toEqual([]);
});

it("sends of a person only what differs, each part by its own route", () => {
  const person: Person = {
    ...makeUser(1, "Ada", "", "agent"),
    languages: ["fr", "en"],
    category_ids: [],
    team_ids: [],
  };
  const capacity: Capacity = { user_id: person.id, realtime: null, asynchronous: null };
  const before = draftOfPerson({ person, roleIds: ["b", "a"], capacity });
  expect(changesOfPerson({ ...before, languages: ["en", "fr"] }, before)).toEqual({
    fields: null,
    roleIds: null,
    capacity: null,
  });
  const after = { ...before, firstname: " Ann ", roleIds: ["a"], realtime: { soft: 1, hard: 2 } };
  expect(changesOfPerson(after, before)).toEqual({
    fields: { firstname: "Ann" },
    roleIds: ["a"],
    capacity: { realtime: { soft_limit: 1, hard_limit: 2 } },
  });
  expect(findPersonErrors({ ...after, email: "ada", languages: ["french"], realtime: { soft: 3, hard: 2 } })).toEqual({
    email: "Write an e-mail address.",
    languages: "“french” is no language tag such as fr or pt-BR.",
    "realtime.hard": "It cannot be below the soft limit.",
  });
});

it("asks for whole limits", () => {
  const good = { soft: 3, hard: 5, timeout: "10m", giveBack: "2m" };
  expect(bodyOfChannel(good)).toEqual({
    soft_limit: 3,
    hard_limit: 5,
    task_timeout_seconds: 600,
    give_back_seconds: 120,
  });
  expect(bodyOfChannel({ ...good, timeout: " " }).task_timeout_seconds).toBeNull();
  expect(Object.keys(findChannelErrors({ realtime: { ...good, timeout: "5s" }, asynchronous: good }))).toEqual([
    "realtime.timeout",
  ]);
  expect(Object.keys(findChannelErrors({ realtime: { ...good, giveBack: "" }, asynchronous: good }))).toEqual([
    "realtime.giveBack",
  ]);
  expect(findChannelErrors({ realtime: good, asynchronous: good })).toEqual({});
  expect(findChannelErrors({ realtime: { ...good, soft: "" }, asynchronous: { ...good, soft: 1, hard: 0.5 } })).toEqual(
    {
      "realtime.soft": "Use a whole number from 0 to 100.",
      "asynchronous.hard": "Use a whole number from 0 to 100.",
    },
  );
});

it("names a few of a team and counts the others", () => {
  const users = ["Ada", "Bo", "Cy", "Di", "Ed"].map((name, index) => makeUser(index, name, "", "agent"));
  const team = { id: "t", label: "T", created_at: "", member_ids: users.map(({ id }) => id) };
  expect(sayMembers(team, users)).toBe("Ada, Bo, Cy, Di and 1 more");
  expect(sayMembers({ ...team, member_ids: [] }, users)).toBe("Nobody is in it yet.");
});
