/** Calls when the page has nothing else to do. Safari has no idle callbacks: there it is soon. */
export const whenIdle: (callback: () => void) => void = window.requestIdleCallback ?? setTimeout;
