import { PERMISSIONS } from "@beckon/protocol";
import { expect, it } from "vitest";
import { nextKid } from "../src/admin/communities/key-draft.decisions.ts";
import { permissionGroups } from "../src/admin/roles/permission-words.decisions.ts";
import { changesOfRole, freshRole } from "../src/admin/roles/role-draft.decisions.ts";

it("every permission can be ticked, in one place", () => {
  const offered = permissionGroups.flatMap(({ permissions }) => Object.keys(permissions));
  expect(offered.toSorted()).toEqual([...PERMISSIONS].sort());
});

it("a role's change says only what differs, whatever the order of what is ticked", () => {
  const before = { ...freshRole, label: "Agent", permissions: ["use_emoji", "receive_tasks"] as const };
  const reordered = { ...before, permissions: ["receive_tasks", "use_emoji"] as const };
  expect(changesOfRole(reordered, before)).toEqual({});
  expect(changesOfRole({ ...reordered, sources: { one: ["read"], two: [] } }, before)).toEqual({
    sources: [{ source_id: "one", permissions: ["read"] }],
  });
});

it("a key's successor has the next free number", () => {
  expect(nextKid("website", ["website"])).toBe("website_2");
  expect(nextKid("website_2", ["website", "website_2", "website_7"])).toBe("website_8");
  expect(nextKid("website", ["website", "web", "website_old"])).toBe("website_2");
});
