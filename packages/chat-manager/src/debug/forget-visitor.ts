/**
 * Removes what this browser keeps of the source: visit, identity, what waits to be sent, drafts. Without consent nothing
 * is recorded any more, so that leaving the page does not write the visit again; the next page asks anew.
 */
export const forgetVisitor = (sourceToken: string): void => {
  (window as unknown as { readonly _chatq: unknown[] })._chatq.push(["_setConsent", false]);
  for (const find of [() => localStorage, () => sessionStorage]) {
    try {
      const storage = find();
      for (const key of Object.keys(storage)) if (key.startsWith(`beckon:${sourceToken}:`)) storage.removeItem(key);
    } catch {
      // Storage is blocked: it holds nothing.
    }
  }
};
