import { asCommand } from "./command.mjs";
import { brokenRules } from "./forbidden-imports.mjs";
import { findCircles } from "./import-circles.mjs";
import { readImportGraph } from "./import-graph.mjs";
import { noCircles } from "./import-rules.mjs";
import { importTable } from "./import-table.mjs";
import { keepSection } from "./marked-section.mjs";

// Checks every import against scripts/import-rules.mjs, and the table in ARCHITECTURE.md; `--write` renews the table.
await asCommand(async (args) => {
  const { files, edges } = await readImportGraph();
  const complaints = edges.flatMap((edge) =>
    brokenRules(edge).map((sentence) => `${edge.from}:${edge.line} imports ${edge.target}\n  ${sentence}`),
  );
  for (const circle of findCircles(files, edges)) {
    complaints.push(`${[...circle, circle[0]].join("\n  → ")}\n  ${noCircles}`);
  }
  const command = "node scripts/check-imports.mjs --write";
  const stale = await keepSection("ARCHITECTURE.md", "import-rules", importTable(), {
    write: args.includes("--write"),
    command,
  });
  if (stale !== undefined) complaints.push(stale);
  console.log(complaints.length === 0 ? `${edges.length} imports in ${files.length} files` : complaints.join("\n"));
  return complaints.length === 0 ? 0 : 1;
});
