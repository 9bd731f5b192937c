import { decisionFiles, featureDoor, noCircles, packageRules, serverFloors } from "./import-rules.mjs";

const manner = { always: "", types: " (types only)", lazily: " (only by `import()`)" };

/** The rules as Markdown, for ARCHITECTURE.md. */
export function importTable() {
  const rows = packageRules.map(({ folder, mayImport, sentence }) => {
    const allowed = Object.entries(mayImport).map(([other, how]) => `${shortName(other)}${manner[how]}`);
    return `| ${shortName(folder)} | ${allowed.join(", ") || "nothing of ours"} | ${sentence} |`;
  });
  const rules = [serverFloors, featureDoor, decisionFiles].map(({ sentence }) => `- ${sentence}`);
  return ["| who | may import | why |", "|---|---|---|", ...rows, "", ...rules, `- ${noCircles}`].join("\n");
}

function shortName(folder) {
  return folder.replace(/^(packages|apps)\//, "");
}
