import type { CustomField, MappingEntry } from "@beckon/protocol";
import { expect, it } from "vitest";
import {
  draftOfMapping,
  entryOfDraft,
  findMappingErrors,
  freshMapping,
  targetChoices,
} from "../src/admin/communities/mapping-draft.decisions.ts";
import { sayOutcome } from "../src/desk/person/mapping-words.decisions.ts";

const custom = (id: string, fields: Partial<CustomField> = {}): CustomField => ({
  id,
  label: id.toUpperCase(),
  type: "text",
  choices: [],
  pattern: null,
  active: true,
  place: 1,
  created_at: "",
  ...fields,
});
const entries: MappingEntry[] = [
  { source: { kind: "extra_value", name: "plan" }, target: { kind: "custom_field", custom_field_id: "one" } },
  { source: { kind: "uuid" }, target: { kind: "field", field: "job_title" } },
];

it("EVM1: an entry survives its form", () => {
  expect(entries.map((entry) => entryOfDraft(draftOfMapping(entry)))).toEqual(entries);
});

it("EVM1: asks for a name and a field, and knows what is there already", () => {
  expect(findMappingErrors(freshMapping, entries)).toHaveProperty("name");
  expect(findMappingErrors({ ...freshMapping, name: "x".repeat(101) }, entries)).toHaveProperty("name");
  expect(findMappingErrors({ ...freshMapping, name: "plan" }, entries)).toHaveProperty("target");
  expect(findMappingErrors({ ...freshMapping, name: " plan ", target: "one" }, entries)).toHaveProperty("target");
  expect(findMappingErrors({ ...freshMapping, name: "plan", target: "company" }, entries)).toEqual({});
  expect(findMappingErrors({ kind: "uuid", name: "", target: "notes" }, entries)).toEqual({});
});

it("EVM6: offers fields in use, and the one that is chosen", () => {
  const fields = [custom("one"), custom("two", { active: false })];
  const offered = (chosen: string) => targetChoices(fields, chosen).at(-1);
  expect(offered("")).toEqual({ group: "Custom fields", items: [{ value: "one", label: "ONE" }] });
  expect(offered("two")).toMatchObject({ items: [{ value: "one" }, { value: "two", label: "TWO (not in use)" }] });
});

it("EVM2: says what became of a value", () => {
  const [first, second] = entries;
  if (first === undefined || second === undefined) throw new Error("there are two");
  expect(sayOutcome({ ...first, reason: "It is not a number." }, [custom("one")])).toBe(
    "Not mapped to ONE. It is not a number.",
  );
  expect(sayOutcome({ ...first, reason: null }, [])).toBe("Mapped to a custom field that is gone.");
  expect(sayOutcome({ ...first, reason: "The custom field is gone." }, [])).toBe(
    "Not mapped. The custom field is gone.",
  );
  expect(sayOutcome({ ...second, reason: null }, [])).toBe("The uuid is mapped to Job title.");
});
