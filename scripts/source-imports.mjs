/** `import … from "x"`, `import "x"` and `export … from "x"`, each at the start of a line. */
const staticImport =
  /^[ \t]*(?:import|export)\s+(?:(?<type>type\s+(?!from\b|,))?(?:[\w$*\s{},]|"[^"\n]*"\s+as)*?\sfrom\s*)?["'](?<target>[^"'\n]+)["']/gm;
const lazyImport = /\bimport\(\s*["'`](?<target>[^"'`\n]+)["'`]/g;
const stringOrComment = /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/**
 * The imports of a TypeScript source: `{ target, kind, line }` with kind "static", "types" or "lazy".
 * It reads text, not syntax: an import that starts a line within a template string is taken for one.
 */
export function readImports(source) {
  const code = source.replace(stringOrComment, (text, string) => string ?? text.replace(/[^\n]/g, " "));
  const found = [];
  for (const { index, groups } of code.matchAll(staticImport)) {
    found.push({
      target: groups.target,
      kind: groups.type === undefined ? "static" : "types",
      line: lineAt(code, index),
    });
  }
  for (const { index, groups } of code.matchAll(lazyImport)) {
    found.push({ target: groups.target, kind: "lazy", line: lineAt(code, index) });
  }
  return found;
}

function lineAt(code, index) {
  return code.slice(0, index).split("\n").length;
}
