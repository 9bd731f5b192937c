import { expect, it } from "vitest";
import { everything, findsEverything, wantedOf } from "../src/admin/audit/audit-query.decisions.ts";
import { sayAction, sayEventEntry } from "../src/admin/audit/say-event.decisions.ts";

it("looks for whole days, the last one included", () => {
  const { from = "", to = "" } = wantedOf({ ...everything, from: "2026-05-04", to: "2026-05-04" });
  expect(new Date(from)).toEqual(new Date(2026, 4, 4));
  expect(Date.parse(to)).toBe(new Date(2026, 4, 5).getTime() - 1);
});

it("leaves out what is not looked for, and days that are half typed", () => {
  expect(findsEverything({ ...everything, text: "  ", from: "0002-05-04", to: "" })).toBe(true);
  expect(wantedOf({ ...everything, text: " role ", userId: "u" })).toEqual({ search: "role", user_id: "u" });
});

it("says what was done, of unknown actions too", () => {
  const actions = ["role_created", "user_roles_changed", "survey_question_deleted", "signed_in"];
  expect(actions.map((action) => sayAction({ action }))).toEqual([
    "made the role",
    "changed the roles of",
    "deleted the survey question",
    "signed in:",
  ]);
});

it("says permissions and sources in words", () => {
  const say = sayEventEntry(new Map([["one", "Purple Shop"]]));
  expect(say("permissions", "use_emoji")).toBe("Write emoji");
  expect(say("sources", { source_id: "one", permissions: ["read", "initiate_discussion"] })).toBe(
    "Purple Shop: read, initiate discussion",
  );
  expect(say("sources", { source_id: "two", permissions: [] })).toBe("A source that is gone: ");
  expect(say("failed", { action: "route_to_team", reason: "The team is gone." })).toBe(
    "route to team: The team is gone.",
  );
  expect(say("label", "Agent")).toBeNull();
  expect(say("steps", { kind: "everyone", seconds: 90 })).toBe("Everybody who may answer, for 1 minute 30 seconds");
  expect(say("steps", { kind: "unheard_of", seconds: 90 })).toBeNull();
  const source = { kind: "extra_value", name: "plan" };
  expect(say("extra_value_mapping", { source, target: { kind: "custom_field", custom_field_id: "one" } })).toBe(
    "plan → Purple Shop",
  );
  expect(say("extra_value_mapping", { source: { kind: "uuid" }, target: { kind: "field", field: "emails" } })).toBe(
    "The uuid → E-mails",
  );
});
