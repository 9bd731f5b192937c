import { cast, castSeen, type ValueKind } from "./cast.ts";

export type Operator =
  | "is"
  | "is_not"
  | "contains"
  | "not_contains"
  | "starts_with"
  | "ends_with"
  | "gte"
  | "lte"
  | "present"
  | "not_present";

/** One operator with its value made ready: cast, normalised and split once, compared many times. */
export interface Test {
  readonly kind: ValueKind;
  /** The operator without its "not". */
  readonly comparison: string;
  readonly negative: boolean;
  /** The entries of a comma-separated text, or the one value; none when it is blank or makes no sense. */
  readonly wanted: readonly (string | number)[];
}

/** Never throws: a value that makes no sense gives a test that no positive comparison satisfies. */
export const prepareTest = (kind: ValueKind, operator: Operator, value: unknown): Test => {
  const comparison = operator.replace(/_?not_?/, "");
  const isText = kind === "string";
  // Whatever has an order has "gte" and "lte"; the others but "is" are for texts.
  const isKnown = comparison === "is" || (comparison.endsWith("te") ? !isText && kind !== "boolean" : isText);
  const wanted = (isText && typeof value === "string" ? value.split(",") : [value])
    .map((entry) => cast(kind, entry))
    .filter((entry): entry is string | number => isKnown && entry !== undefined && entry !== "");
  return { kind, comparison, negative: comparison !== operator, wanted };
};

/** `wanted` is of the same type, a text for the operators of texts. */
const matches = (comparison: string, seen: string | number, wanted: string | number): boolean =>
  comparison === "is"
    ? seen === wanted
    : comparison === "gte"
      ? seen >= wanted
      : comparison === "lte"
        ? seen <= wanted
        : comparison === "contains"
          ? `${seen}`.includes(`${wanted}`)
          : comparison === "starts_with"
            ? `${seen}`.startsWith(`${wanted}`)
            : `${seen}`.endsWith(`${wanted}`);

/**
 * Whether the value seen on a page satisfies the test; any value may be given. A negative operator is the opposite of
 * its positive one, which an undefined value never satisfies.
 */
export const testHolds = ({ kind, comparison, negative, wanted }: Test, seen: unknown): boolean => {
  const value = castSeen(kind, seen);
  const holds =
    value !== undefined &&
    (comparison === "present"
      ? kind === "boolean"
        ? value === 1
        : value !== ""
      : wanted.some((entry) => matches(comparison, value, entry)));
  return holds !== negative;
};

/** A verdict with its reasons. */
export interface Verdict {
  readonly holds: boolean;
  /** Place in `tried` of the first value that satisfied the test. */
  readonly matched: number | null;
  readonly tried: readonly { readonly seen: unknown; readonly holds: boolean }[];
}

/**
 * Holds when one of the values, as people write them, satisfies the test; no values at all read as one undefined value.
 */
export const evaluate = (test: Test, values: readonly unknown[]): Verdict => {
  const tried = (values.length > 0 ? values : [undefined]).map((seen) => ({
    seen,
    holds: testHolds(test, cast(test.kind, seen)),
  }));
  const matched = tried.findIndex((attempt) => attempt.holds);
  return { holds: matched >= 0, matched: matched >= 0 ? matched : null, tried };
};

/** The operators that a condition over this kind of value may use, for forms and for validation. */
export const operatorsOf = (kind: ValueKind): readonly Operator[] =>
  kind === "string"
    ? ["is", "is_not", "contains", "not_contains", "starts_with", "ends_with", "present", "not_present"]
    : kind === "boolean"
      ? ["is", "present", "not_present"]
      : ["is", "gte", "lte", "present", "not_present"];
