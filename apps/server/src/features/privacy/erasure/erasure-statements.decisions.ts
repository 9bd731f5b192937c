import { PERSONAL_DATA, type TableData } from "./personal-data.decisions.ts";

/** Whose rows a statement is about, and what is left in them. */
export interface ErasureTarget {
  domainId: string;
  /** Null when threads go and their visitor stays. */
  identityId: string | null;
  threadIds: readonly string[];
  mark: string;
  text: string;
  notice: object;
}

export interface Statement {
  text: string;
  values: unknown[];
}

/** The statements that leave nothing of a visitor's words, in the order in which they can be run. */
export function writeErasure(
  how: "anonymised" | "deleted",
  target: ErasureTarget,
  tables: Readonly<Record<string, TableData>> = PERSONAL_DATA,
): Statement[] {
  return Object.entries(tables).flatMap(([table, data]) => {
    const condition = writeCondition(data);
    if (condition === null) return [];
    if (data[how] === "nothing")
      return [bind(`delete from ${table} where domain_id = {domain} and ${condition}`, target)];
    const changes = Object.entries(data.personal).map(([column, left]) => `${column} = ${left}`);
    if (changes.length === 0) return [];
    return [bind(`update ${table} set ${changes.join(", ")} where domain_id = {domain} and ${condition}`, target)];
  });
}

function writeCondition({ rows }: TableData): string | null {
  switch (rows?.of) {
    case undefined:
      return null;
    case "identity":
      return `${rows?.by} = {identity}`;
    case "thread":
      return `${rows?.by} = any({threads})`;
    case "either":
      return `(${rows?.by} = {identity} or ${rows?.by} = any({threads}))`;
  }
}

const TYPES = { domain: "uuid", identity: "uuid", threads: "uuid[]", mark: "text", text: "text", notice: "jsonb" };
type Place = keyof typeof TYPES;

function bind(template: string, target: ErasureTarget): Statement {
  const given: Record<Place, unknown> = {
    domain: target.domainId,
    identity: target.identityId,
    threads: target.threadIds,
    mark: target.mark,
    text: target.text,
    notice: JSON.stringify(target.notice),
  };
  const places: Place[] = [];
  const text = template.replace(/\{(domain|identity|threads|mark|text|notice)\}/g, (_, place: Place) => {
    if (!places.includes(place)) places.push(place);
    return `$${places.indexOf(place) + 1}::${TYPES[place]}`;
  });
  return { text, values: places.map((place) => given[place]) };
}
