import type { Category } from "@beckon/protocol";

/** Deeper trees cannot be read on a screen. */
const DEEPEST = 5;

type Node = Pick<Category, "id" | "parent_id">;

/** Why a category cannot stand beneath a parent, or null: the tree has no circles, and an end. */
export function judgeParent(id: string, parentId: string | null, all: readonly Node[]): string | null {
  const byId = new Map(all.map((node) => [node.id, node]));
  let depth = 1;
  for (let at = parentId; at !== null; depth += 1) {
    if (at === id) return "A category cannot stand beneath itself.";
    const parent = byId.get(at);
    if (parent === undefined) return "There is no such category.";
    if (depth + heightOf(id, all) > DEEPEST) return `Categories go ${DEEPEST} levels deep at most.`;
    at = parent.parent_id;
  }
  return null;
}

function heightOf(id: string, all: readonly Node[]): number {
  const beneath = all.filter((node) => node.parent_id === id);
  return 1 + Math.max(0, ...beneath.map((node) => heightOf(node.id, all)));
}
