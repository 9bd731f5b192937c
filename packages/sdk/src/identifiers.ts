const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export function isUuid(value: unknown): value is string {
  return typeof value === "string" && UUID.test(value);
}

/** The last millisecond that a UUIDv7 can tell, in the year 10889. */
export const LAST_UUID_MS = 2 ** 48 - 1;

function randomHex(byteCount: number): string {
  let hex = "";
  for (const byte of crypto.getRandomValues(new Uint8Array(byteCount))) hex += byte.toString(16).padStart(2, "0");
  return hex;
}

/**
 * UUIDv7 of that millisecond. Ids that differ in their millisecond sort in its order as plain strings.
 */
export function makeUuid(ms: number): string {
  const time = ms.toString(16).padStart(12, "0");
  const random = randomHex(10);
  // The variant's two bits are 10, so its digit is one of 8, 9, a, b.
  const variant = "89ab"[Number.parseInt(random.slice(0, 1), 16) % 4];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(1, 4)}-${variant}${random.slice(4, 7)}-${random.slice(8)}`;
}

/** The millisecond in which a UUIDv7 was made. */
export function uuidTime(uuid: string): number {
  return Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);
}

/** 256 random bits in base64url. */
export function makeSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace("=", "");
}
