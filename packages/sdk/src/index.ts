export type * from "./api.ts";
export { createVisitorClient } from "./client.ts";
export { makeUuid } from "./identifiers.ts";
export type * from "./rim.ts";
export { guardStorage } from "./safe-storage.ts";
export { findSlot } from "./slot.ts";
