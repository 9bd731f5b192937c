/**
 * Gathers what arrives while a commit is under way and commits it together: one transaction for all, three to
 * four times cheaper than one for each, at the same latency, because nobody waits for a group to fill up. At
 * most one group is under way, which also keeps what one sender adds in its order.
 *
 * It knows nothing of what is committed. A group that fails is tried again item by item when `isItemFault` says
 * that one item may be to blame, so that one bad item harms none of the others. Any other failure rejects what
 * waits as well.
 */
export interface CommitGroup<Item, Outcome> {
  /** Settles once the item is committed, or refused for good by an error. */
  add(item: Item): Promise<Outcome>;
  /** Resolves when everything added so far has been settled. */
  drain(): Promise<void>;
  /** How many items wait or are under way. */
  size(): number;
}

export interface CommitGroupOptions<Item, Outcome> {
  /** Commits all items or none; the outcomes are in the items' order. */
  commit(items: readonly Item[]): Promise<readonly Outcome[]>;
  isItemFault(error: unknown): boolean;
  /** The largest group. More than this waits for the next one. */
  maxItems: number;
}

interface Waiting<Item, Outcome> {
  item: Item;
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

export function createCommitGroup<Item, Outcome>(
  options: CommitGroupOptions<Item, Outcome>,
): CommitGroup<Item, Outcome> {
  let waiting: Waiting<Item, Outcome>[] = [];
  let underWay: Promise<void> | null = null;
  let sizeUnderWay = 0;

  function schedule(): void {
    if (underWay !== null) return;
    // After the events of this turn of the loop, so that frames which arrived together go together.
    underWay = new Promise<void>((resolve) => setImmediate(resolve)).then(run);
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting.slice(0, options.maxItems);
      waiting = waiting.slice(group.length);
      sizeUnderWay = group.length;
      await settle(group);
      sizeUnderWay = 0;
    }
    underWay = null;
  }

  async function settle(group: readonly Waiting<Item, Outcome>[]): Promise<void> {
    try {
      const outcomes = await options.commit(group.map((each) => each.item));
      for (const [index, each] of group.entries()) {
        const outcome = outcomes[index];
        if (outcome === undefined) each.reject(new Error("the commit gave no outcome for this item"));
        else each.resolve(outcome);
      }
    } catch (error) {
      if (group.length > 1 && options.isItemFault(error)) {
        for (const each of group) await settle([each]);
      } else {
        for (const each of group) each.reject(error);
        if (options.isItemFault(error)) return;
        // Those behind must not overtake: their senders send them again, after these.
        for (const each of waiting.splice(0)) each.reject(error);
      }
    }
  }

  return {
    add(item) {
      return new Promise<Outcome>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        schedule();
      });
    },
    async drain() {
      while (underWay !== null) await underWay;
    },
    size: () => waiting.length + sizeUnderWay,
  };
}
