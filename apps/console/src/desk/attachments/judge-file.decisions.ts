import { ATTACHMENT_EXTENSIONS, ATTACHMENT_LIMITS, extensionOf } from "@beckon/protocol/attachment-types";

/** Why a file would be refused, said before it travels; null when nothing speaks against it. */
export function judgeFile({ name, size }: { name: string; size: number }): string | null {
  if (!ATTACHMENT_EXTENSIONS.includes(extensionOf(name))) {
    return "Files of this type cannot be sent. Images, sound, film, PDF and office documents can.";
  }
  if (size > ATTACHMENT_LIMITS.bytes) return `A file can have at most 10 MB; this one has ${saySize(size)}.`;
  return size === 0 ? "This file is empty." : null;
}

/** As people say it: `1.4 MB`. */
export function saySize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1_000, "kB"] : [bytes / 1_000_000, "MB"];
  return `${value.toLocaleString(undefined, { maximumFractionDigits: 1 })} ${unit}`;
}
