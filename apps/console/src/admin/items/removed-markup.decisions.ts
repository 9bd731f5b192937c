/** What there is of one element: its name, and those of its attributes. */
interface ElementOutline {
  name: string;
  attributes: readonly string[];
}

const TAG = /<([a-z][^\s/>]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/gi;
const ATTRIBUTE = /([^\s=/"'<>]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?/g;

/** The elements of a piece of HTML. Read as text: a parsed document would complain of what is going to be removed. */
function outlineOf(html: string): ElementOutline[] {
  return [...html.matchAll(TAG)].map(([, name = "", attributes = ""]) => ({
    name: name.toLowerCase(),
    attributes: [...attributes.matchAll(ATTRIBUTE)].map(([, attribute = ""]) => attribute.toLowerCase()),
  }));
}

/** Given to every link or button by the server, or dropped by it for good reasons that nobody needs to be told. */
const SILENT = new Set(["rel", "type"]);

/**
 * What the server took out of an item's HTML when it was saved: elements by their count, attributes by their name and
 * where they stood. Empty when all of it stayed.
 */
export function findRemoved(sentHtml: string, savedHtml: string): string[] {
  const sent = outlineOf(sentHtml);
  const saved = outlineOf(savedHtml);
  const removed: string[] = [];
  for (const [name, count] of countBy(sent, (element) => [element.name])) {
    const lost = count - (countBy(saved, (element) => [element.name]).get(name) ?? 0);
    if (lost > 0) removed.push(lost === 1 ? `<${name}>` : `${lost} × <${name}>`);
  }
  const gone = new Set(removed.map((entry) => /<(.+)>/.exec(entry)?.[1]));
  const attributes = (element: ElementOutline) =>
    element.attributes.filter((name) => !SILENT.has(name)).map((name) => `${name} of <${element.name}>`);
  const kept = countBy(saved, attributes);
  for (const [attribute, count] of countBy(sent, attributes)) {
    const element = /<(.+)>/.exec(attribute)?.[1];
    if (!gone.has(element) && count > (kept.get(attribute) ?? 0)) removed.push(attribute);
  }
  return removed;
}

function countBy(
  elements: readonly ElementOutline[],
  namesOf: (element: ElementOutline) => readonly string[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const element of elements) {
    for (const name of namesOf(element)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
