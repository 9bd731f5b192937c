/** One clear line for whoever integrates; visitors never see it. */
export const warn = (sentence: string, detail?: unknown): void => console.warn(`Beckon: ${sentence}`, detail);

/** What was not foreseen, or could not be loaded. */
export const warnOfFailure = (reason: unknown): void => warn("the chat could not be shown.", reason);
