export type * from "./api.ts";
export { createVisitorClient } from "./client.ts";
export { isUuid, makeUuid } from "./identifiers.ts";
export { decodeObject, encodeJson } from "./json.ts";
export type * from "./rim.ts";
export { guardStorage } from "./safe-storage.ts";
export { findSlot } from "./slot.ts";
