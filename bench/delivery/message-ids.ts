import { randomBytes } from "node:crypto";

/** Hexadecimal digits at the end of an id that count the messages of this run. */
export const MESSAGE_SERIAL_DIGITS = 12;

const random = randomBytes(4).toString("hex");

/**
 * A UUIDv7, so that the database's indexes see ids in the order in which clients make them. Where others put chance
 * it carries a serial number, by which the ledger finds a message again without keeping its text.
 */
export function messageIdOf(serial: number): string {
  const time = Date.now().toString(16).padStart(12, "0");
  const end = serial.toString(16).padStart(MESSAGE_SERIAL_DIGITS, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${end}`;
}

export function serialOf(messageId: string): number {
  return Number.parseInt(messageId.slice(-MESSAGE_SERIAL_DIGITS), 16);
}
