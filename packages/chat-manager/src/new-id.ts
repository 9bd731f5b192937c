/** A UUID (version 4) by hand: `crypto.randomUUID` is missing on pages without TLS. Unique; no secret. */
export const newId = (): string =>
  "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replace(/x/g, () => Math.floor(Math.random() * 16).toString(16));
