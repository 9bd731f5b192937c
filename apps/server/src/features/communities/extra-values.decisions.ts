import { EXTRA_VALUE_NAME_LENGTH, LIMITS } from "@beckon/protocol";

export type ExtraValues = Record<string, string | number | boolean>;

/** `values` is null when none were given. */
export type ExtraValuesVerdict = { kind: "taken"; values: ExtraValues | null } | { kind: "refused"; reason: string };

/** Characters of all of them together, as JSON. */
const ALL_LENGTH = 16_000;
/** Names that mean something to the language. They are refused rather than kept, since others read what we keep. */
const RESERVED = new Set(["__proto__", "constructor", "prototype"]);

/** What a website adds of its own to a visitor: few, short, flat. Null stands for a value that is not there. */
export function judgeExtraValues(given: unknown): ExtraValuesVerdict {
  if (given === undefined || given === null) return { kind: "taken", values: null };
  if (typeof given !== "object" || Array.isArray(given)) return refuse("`extra_values` has to be an object.");
  const entries = Object.entries(given).filter(([, value]) => value !== null);
  if (entries.length > LIMITS.keyedValues) {
    return refuse(`\`extra_values\` has ${entries.length} keys; ${LIMITS.keyedValues} are taken.`);
  }
  for (const [key, value] of entries) {
    const name = JSON.stringify(key.slice(0, EXTRA_VALUE_NAME_LENGTH));
    if (key === "" || key.length > EXTRA_VALUE_NAME_LENGTH || RESERVED.has(key) || /[\p{Cc}\p{Cs}]/u.test(key)) {
      return refuse(`\`extra_values\` has a key that is not taken: ${name}.`);
    }
    if (typeof value === "string" && value.length > LIMITS.keyedValueLength) {
      return refuse(`\`extra_values\`: ${name} has more than ${LIMITS.keyedValueLength} characters.`);
    }
    // No database keeps these.
    if (typeof value === "string" && (value.includes("\u0000") || !value.isWellFormed())) {
      return refuse(`\`extra_values\`: ${name} has characters that are none.`);
    }
    const isFlat = typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
    if (!isFlat) return refuse(`\`extra_values\`: ${name} has to be a text, a number or a boolean.`);
  }
  const values: ExtraValues = Object.fromEntries(entries);
  return JSON.stringify(values).length <= ALL_LENGTH
    ? { kind: "taken", values }
    : refuse(`\`extra_values\` has more than ${ALL_LENGTH} characters in all.`);
}

function refuse(reason: string): ExtraValuesVerdict {
  return { kind: "refused", reason };
}
