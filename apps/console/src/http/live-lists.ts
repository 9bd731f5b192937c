/** Without the live connection for so long, lists are asked for all the same. */
const WAITED_FOR_MS = 5_000;

interface Gate {
  isOpen: boolean;
  opened: Promise<void>;
  open(): void;
}

let gate = makeGate();

function makeGate(): Gate {
  let resolve: () => void = () => undefined;
  const opened = new Promise<void>((done) => {
    resolve = done;
  });
  const made: Gate = {
    isOpen: false,
    opened,
    open() {
      made.isOpen = true;
      resolve();
    },
  };
  return made;
}

/**
 * From now on the lists that the live connection keeps true wait for it before they are asked for. What happens between a
 * list and the first change that is told could be missed, so that a list that did not wait has to be asked for twice.
 */
export function holdLiveLists(): void {
  const held = makeGate();
  gate = held;
  window.setTimeout(held.open, WAITED_FOR_MS);
}

/** Changes are told from now on, or it is clear that this takes longer. False when nothing was held any more. */
export function releaseLiveLists(): boolean {
  const wasHeld = !gate.isOpen;
  gate.open();
  return wasHeld;
}

/** The answer to a question about what the live connection keeps true. */
export async function askLive<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  await gate.opened;
  return ask();
}
