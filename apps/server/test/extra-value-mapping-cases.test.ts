import { readFileSync } from "node:fs";
import { type CustomField, type MappingTarget, PREDEFINED_FIELDS } from "@beckon/protocol";
import { describe, expect, it } from "vitest";
import { mapExtraValues } from "../src/features/identity-groups/map-extra-values.ts";

interface Case {
  name: string;
  uuid?: string;
  extra: Record<string, unknown>;
  /** What comes where: an extra value's name, or `uuid`; a field's name, or `custom.ID`. */
  mapping: [string, string][];
  values: object;
  reasons: (string | null)[];
}

const { fields, cases }: { fields: Partial<CustomField>[]; cases: Case[] } = JSON.parse(
  readFileSync(new URL("../../../spec/cases/extra-value-mapping.json", import.meta.url), "utf8"),
  // Long texts are written as what they are made of.
  (_, value) => (typeof value?.repeat === "string" ? value.repeat.repeat(value.times) : value),
);
const custom = fields.map(
  (field, place) =>
    ({ label: "", choices: [], pattern: null, active: true, place, created_at: "", ...field }) as CustomField,
);

function targetOf(name: string): MappingTarget {
  const field = PREDEFINED_FIELDS.find((each) => each === name);
  return field === undefined
    ? { kind: "custom_field", custom_field_id: name.replace("custom.", "") }
    : { kind: "field", field };
}

describe("extra-value mapping, as spec/cases/extra-value-mapping.json says", () => {
  it.each(cases)("$name", ({ uuid = null, extra, mapping, values, reasons }) => {
    const entries = mapping.map(([source, target]) => ({
      source: source === "uuid" ? { kind: "uuid" as const } : { kind: "extra_value" as const, name: source },
      target: targetOf(target),
    }));
    const identity = { uuid, extra_values: extra as Record<string, string | number | boolean> };
    const mapped = mapExtraValues(identity, entries, custom);
    expect(mapped.values).toEqual(values);
    expect(mapped.outcomes.map(({ reason }) => reason)).toEqual(reasons);
  });
});
