/** One thing that differs, in words: the field, and what stood and stands there. Null: nothing. */
export type Difference =
  | { kind: "value"; field: string; before: string | null; after: string | null }
  /** Lines of a text or entries of a list, in their order. */
  | { kind: "lines"; field: string; lines: readonly DifferentLine[] };

export interface DifferentLine {
  change: "same" | "removed" | "added";
  text: string;
}

/** Says a list's entry, such as a condition, in words; null when it is not one that has any. */
export type SayEntry = (field: string, entry: unknown) => string | null;

/** Fields that every change touches, or that people did not write. */
const SILENT = new Set(["id", "source_id", "created_at", "problems", "snippet", "token", "community_id", "domain_id"]);

const fieldNames: Readonly<Record<string, string>> = {
  label: "Name",
  after: "Afterwards",
  category_ids: "Categories",
  css: "CSS",
  html: "HTML",
  ids: "Order",
  item_ids: "Items shown",
  automatic_message_id: "Automatic message",
  hide_items: "Hide other elements",
  show_chat: "Chat",
  online_offline: "Online and offline",
  visit_dismissal: "A closed invitation stays away",
  count_offers: "Count offers",
};

/** `actions.show_chat` → “Actions: chat”. */
function nameField(path: readonly string[]): string {
  const [first = "", ...rest] = path.map((part) => fieldNames[part] ?? sentence(part.replaceAll("_", " ")));
  return rest.length === 0 ? first : `${first}: ${rest.join(", ").toLowerCase()}`;
}

const sentence = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** What differs between two states of an object; either may be null. Deep objects are gone through, lists compared. */
export function diffOf(before: unknown, after: unknown, say: SayEntry, path: readonly string[] = []): Difference[] {
  const old = fieldsOf(before) ?? {};
  const now = fieldsOf(after) ?? {};
  const differences: Difference[] = [];
  for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (SILENT.has(name) || JSON.stringify(old[name]) === JSON.stringify(now[name])) continue;
    const here = [...path, name];
    if (fieldsOf(old[name]) !== null || fieldsOf(now[name]) !== null) {
      differences.push(...diffOf(old[name], now[name], say, here));
    } else if (isLong(old[name]) || isLong(now[name])) {
      differences.push({
        kind: "lines",
        field: nameField(here),
        lines: diffLines(linesOf(old[name], name, say), linesOf(now[name], name, say)),
      });
    } else {
      differences.push({
        kind: "value",
        field: nameField(here),
        before: sayPlain(name, old[name], say),
        after: sayPlain(name, now[name], say),
      });
    }
  }
  return differences.filter((entry) =>
    entry.kind === "lines" ? entry.lines.length > 0 : entry.before !== entry.after,
  );
}

function isLong(value: unknown): boolean {
  return Array.isArray(value) || (typeof value === "string" && value.includes("\n"));
}

function linesOf(value: unknown, field: string, say: SayEntry): string[] {
  if (Array.isArray(value)) return value.map((entry) => sayPlain(field, entry, say) ?? "nothing");
  return typeof value === "string" && value !== "" ? value.trimEnd().split("\n") : [];
}

function sayPlain(field: string, value: unknown, say: SayEntry): string | null {
  const said = say(field, value);
  if (said !== null) return said;
  if (value === undefined || value === null || value === "") return null;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string"
    ? value.replaceAll("_", " ").length > 0
      ? value
      : null
    : typeof value === "number"
      ? String(value)
      : JSON.stringify(value);
}

/** Past this many lines of either side, all of the old one is said to be replaced: the comparison is quadratic. */
const MOST_LINES = 600;
/** Lines that stay, shown before and after those that do not. */
const CONTEXT = 2;

/** The lines that went and came, with a little of what stayed around them. */
export function diffLines(before: readonly string[], after: readonly string[]): DifferentLine[] {
  const all = before.length > MOST_LINES || after.length > MOST_LINES ? replaced(before, after) : align(before, after);
  const isNear = (place: number) =>
    all.slice(Math.max(0, place - CONTEXT), place + CONTEXT + 1).some(({ change }) => change !== "same");
  return all.filter((_, place) => isNear(place));
}

const replaced = (before: readonly string[], after: readonly string[]): DifferentLine[] => [
  ...before.map((text): DifferentLine => ({ change: "removed", text })),
  ...after.map((text): DifferentLine => ({ change: "added", text })),
];

/** By the longest common subsequence. */
function align(before: readonly string[], after: readonly string[]): DifferentLine[] {
  const common = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  const at = (row: number, column: number) => common[row]?.[column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      const line = common[row];
      if (line === undefined) continue;
      line[column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const lines: DifferentLine[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    const old = before[row];
    const now = after[column];
    if (old !== undefined && old === now) {
      lines.push({ change: "same", text: old });
      row += 1;
      column += 1;
    } else if (now === undefined || (old !== undefined && at(row + 1, column) >= at(row, column + 1))) {
      lines.push({ change: "removed", text: old ?? "" });
      row += 1;
    } else {
      lines.push({ change: "added", text: now });
      column += 1;
    }
  }
  return lines;
}
