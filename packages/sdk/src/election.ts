import type { RequestLock } from "./rim.ts";

/** Chooses one of a browser's tabs, without knowing for what. */
export interface Election {
  /** Runs from now on; `onChange(true)` when chosen, `onChange(false)` when another tab has taken the place. */
  stand(): void;
  /** Withdraws and makes room at once. No `onChange` follows. */
  withdraw(): void;
  /** Takes the place of a tab that does not answer. */
  takeOver(): void;
}

/** By a lock that a tab which dies loses. */
export function createElection(requestLock: RequestLock, name: string, onChange: (chosen: boolean) => void): Election {
  let leave = () => {};
  function stand(steal: boolean): void {
    leave();
    const abort = new AbortController();
    let withdrawn = false;
    let chosen = false;
    let release = () => {};
    leave = () => {
      withdrawn = true;
      abort.abort();
      release();
    };
    const hold = () =>
      new Promise<void>((resolve) => {
        release = resolve;
        if (withdrawn) {
          resolve();
          return;
        }
        chosen = true;
        onChange(true);
      });
    requestLock(name, steal ? { steal: true } : { signal: abort.signal }, hold).catch(() => {
      if (withdrawn) return;
      // Without having been chosen, it is the browser that allows no locks here: then every tab leads itself.
      onChange(!chosen);
      if (chosen) stand(false);
    });
  }
  return { stand: () => stand(false), withdraw: () => leave(), takeOver: () => stand(true) };
}
