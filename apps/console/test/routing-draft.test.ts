import type { RoutingSettings } from "@beckon/protocol";
import { expect, it } from "vitest";
import {
  addStep,
  bodyOfWay,
  draftOfRouting,
  findRoutingErrors,
  isSameRouting,
} from "../src/admin/routing/way-draft.decisions.ts";
import { isReached, sayWay } from "../src/admin/routing/way-words.decisions.ts";

const settings = (channel: RoutingSettings["channel"]): RoutingSettings => ({
  channel,
  steps: [
    { kind: "last_agent", seconds: 120 },
    { kind: "everyone", seconds: null },
  ],
  ring_seconds: 30,
  accept_automatically: false,
});
const stored = draftOfRouting([settings("realtime"), settings("asynchronous")]);
const way = stored.realtime;

it("RTE5: a way is read, typed and sent back as it was", () => {
  const { channel: _, ...body } = settings("realtime");
  expect(bodyOfWay(way)).toEqual(body);
  const longer = { ...stored, realtime: { ...way, steps: addStep(way.steps) } };
  expect(isSameRouting(longer, stored)).toBe(false);
  const back = { ...longer, realtime: { ...way, steps: longer.realtime.steps.slice(0, 2) } };
  expect(isSameRouting(back, stored)).toBe(true);
  expect(new Set(longer.realtime.steps.map(({ id }) => id)).size).toBe(3);
});

it("RTE5: what is no time is said at its step", () => {
  const steps = way.steps.map((step) => ({ ...step, time: "soon" }));
  expect(Object.keys(findRoutingErrors({ ...stored, realtime: { ...way, steps, ring: 4 } }))).toEqual([
    "realtime.steps.0.time",
    "realtime.steps.1.time",
    "realtime.ring",
  ]);
  expect(findRoutingErrors({ ...stored, realtime: { ...way, ring: "", isAutomatic: true } })).toEqual({});
});

it("RTE3, RTE4, RTE5: says what will happen", () => {
  expect(sayWay(way, 600)).toEqual([
    "First, for 2 minutes, the last agent who knew the person is asked, if they are here.",
    "Then, for 10 minutes, everybody is asked who may answer there.",
    "After that it is undelivered: it stands on the board until somebody takes it or puts it back.",
    "It rings at one of them after the other, for 30 seconds each. Who lets it ring is away from then on.",
  ]);
  expect(sayWay({ ...way, steps: addStep(way.steps), isAutomatic: true }, null)).toEqual([
    "First, for 2 minutes, the last agent who knew the person is asked, if they are here.",
    "Then, for as long as it takes, everybody is asked who may answer there.",
    "It waits until somebody takes it.",
    "Whoever is chosen has it at once: nothing rings.",
  ]);
  expect([0, 1, 2].map((place) => isReached(way.steps, place, null))).toEqual([true, true, false]);
});
