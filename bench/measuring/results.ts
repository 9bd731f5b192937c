import { appendFileSync, existsSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { fileURLToPath } from "node:url";

const RESULTS = fileURLToPath(new URL("../RESULTS.md", import.meta.url));

export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(header),
    `|${header.map((_, index) => (index === 0 ? "---|" : "---:|")).join("")}`,
    ...rows.map(line),
  ].join("\n");
}

/** A number with as many decimals as make three digits, so that a table does not feign precision. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "–" : "∞";
  const decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

export function describeMachine(): string {
  const [first] = cpus();
  const gib = Math.round(totalmem() / 1024 ** 3);
  const load = loadavg()[0] ?? Number.NaN;
  return `${first?.model.trim() ?? "unknown CPU"}, ${cpus().length} cores, ${gib} GiB, Node ${process.version}, load ${load.toFixed(1)} at the end`;
}

/** Prints a measurement; with `write`, also puts it at the end of bench/RESULTS.md under today's date. */
export function publish(name: string, body: string, write: boolean): void {
  console.log(body);
  if (!write) return;
  const heading = `\n## ${name}, ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC\n\n`;
  appendFileSync(RESULTS, `${existsSync(RESULTS) ? "" : "# Results\n"}${heading}${body}\n`);
}
