/**
 * The circles among the edges of an import graph, each as the list of files that leads back to its first. One circle
 * is told per knot of files. Lazy imports make none: they are how a circle at load time is cut.
 */
export function findCircles(files, edges) {
  const targets = new Map(files.map((file) => [file, []]));
  for (const { from, to, kind } of edges) {
    if (kind !== "lazy" && to !== undefined && targets.has(to)) targets.get(from).push(to);
  }
  const circles = [];
  const finished = new Set();
  const visit = (file, path) => {
    const at = path.indexOf(file);
    if (at !== -1) circles.push(path.slice(at));
    if (at !== -1 || finished.has(file)) return;
    for (const target of targets.get(file)) visit(target, [...path, file]);
    finished.add(file);
  };
  for (const file of files) visit(file, []);
  return circles;
}
