import { asCommand } from "./command.mjs";
import { keepSection } from "./marked-section.mjs";
import { measureSizes } from "./measured-sizes.mjs";

// Measures what websites download against its budgets, and the README's figures; `--write` renews the figures.
await asCommand(async (args) => {
  const sizes = await measureSizes();
  console.log(terminalTable(sizes));
  const complaints = sizes
    .filter(({ gzip, hard }) => gzip > hard)
    .map(({ name, gzip, hard }) => `${name} is over its budget: ${gzip} bytes, allowed are ${hard}.`);
  const command = "node scripts/check-sizes.mjs --write";
  const stale = await keepSection("README.md", "sizes", readmeTable(sizes), {
    write: args.includes("--write"),
    command,
  });
  if (stale !== undefined) complaints.push(stale);
  for (const complaint of complaints) console.log(complaint);
  return complaints.length === 0 ? 0 : 1;
});

function terminalTable(sizes) {
  const rows = sizes.map(({ name, gzip, brotli, target, hard }) => [name, gzip, brotli, target, hard]);
  return [["bytes", "gzip -9", "brotli", "target", "hard"], ...rows]
    .map(([name, ...figures]) => name.padEnd(14) + figures.map((figure) => String(figure).padStart(9)).join(""))
    .join("\n");
}

/** Tenths of a kilobyte: figures that move with every commit would be renewed blindly. */
function readmeTable(sizes) {
  const rows = sizes.map(
    ({ name, gzip, brotli, hard }) => `| ${name} | ${kilobytes(gzip)} | ${kilobytes(brotli)} | ${kilobytes(hard)} |`,
  );
  return ["| on the website | gzip -9 | brotli | budget |", "|---|---|---|---|", ...rows].join("\n");
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
