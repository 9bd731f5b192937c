import { foldText } from "../desk/state/fold-text.decisions.ts";

/** Something that the palette offers; `about` says more of it. */
export interface PaletteAction {
  id: string;
  title: string;
  /** Other words by which it is found. */
  words: string;
}

/** The actions in which each word that is typed begins a word; all of them while nothing is typed. */
export function filterActions<Action extends PaletteAction>(actions: readonly Action[], typed: string): Action[] {
  const wanted = foldText(typed).split(/\s+/).filter(Boolean);
  return actions.filter(({ title, words }) => {
    const text = ` ${foldText(`${title} ${words}`)}`;
    return wanted.every((word) => text.includes(` ${word}`));
  });
}

/** The place after a step up or down, in a circle. */
export function moveActive(active: number, by: 1 | -1, count: number): number {
  return count === 0 ? 0 : (active + by + count) % count;
}
