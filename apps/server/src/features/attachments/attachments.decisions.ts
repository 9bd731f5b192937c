import { ATTACHMENT_LIMITS, type Attachment } from "@beckon/protocol";
import type { ContentRule } from "./content-types.ts";

/** Beyond this an image is refused before it is decoded: it would need hundreds of megabytes. */
const MAX_PIXELS = 50_000_000;

/** Shown within a page by every browser, and unable to run anything. All else is only ever saved. */
const SHOWN_INLINE = new Set(["image/bmp", "image/gif", "image/jpeg", "image/png", "audio/mpeg", "video/mp4"]);

/** Characters that end a line or turn the direction of what follows: a name could pretend to be another with them. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A name to show and to save under: without folders and without what cannot be seen. Null when nothing is left. */
export function cleanName(raw: string): string | null {
  const name = (raw.split(/[\\/]/).at(-1) ?? "")
    .replace(UNSHOWN, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/^[\s.]+|[\s.]+$/g, "");
  if (name.length <= ATTACHMENT_LIMITS.nameLength) return name === "" ? null : name;
  const dot = name.lastIndexOf(".");
  const extension = dot === -1 ? "" : name.slice(dot).slice(-20);
  return name.slice(0, ATTACHMENT_LIMITS.nameLength - extension.length) + extension;
}

/** Whether a content is what its extension says. `recognised`: what its first bytes are known to be. */
export function agrees(rule: ContentRule, recognised: string | undefined, content: Buffer): boolean {
  if (rule.text !== undefined) return recognised === undefined && isText(content, rule.text);
  if (recognised === undefined || !rule.recognised.includes(recognised)) return false;
  if (rule.entries === undefined) return true;
  const encoding = recognised === "cfb" ? "utf16le" : "utf8";
  return rule.entries.some((entry) => content.includes(entry, 0, encoding));
}

function isText(content: Buffer, kind: "csv" | "eml"): boolean {
  if (content.length === 0 || content.includes(0)) return false;
  const beginning = content
    .subarray(0, 1_000)
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "");
  if (/^\s*<[!?a-z]/i.test(beginning)) return false;
  return kind === "csv" || /^[!-9;-~]{1,80}:[ \t]?\S/.test(beginning);
}

export function hasTooManyPixels(width: number, height: number, frames: number): boolean {
  return width * height * frames > MAX_PIXELS;
}

/** The width and height that a BMP's header states; null for a header that is none. */
export function readBitmapSize(content: Buffer): { width: number; height: number } | null {
  if (content.length < 26) return null;
  const isOldest = content.readUInt32LE(14) === 12;
  const width = isOldest ? content.readUInt16LE(18) : content.readInt32LE(18);
  const height = isOldest ? content.readUInt16LE(20) : Math.abs(content.readInt32LE(22));
  return width > 0 && height > 0 ? { width, height } : null;
}

/** How a browser is to take a file: `attachment` saves it, whatever it is. */
export function dispositionOf(name: string, contentType: string, isSaving: boolean): string {
  const kind = !isSaving && SHOWN_INLINE.has(contentType) ? "inline" : "attachment";
  const plain = name.replace(/[^ -~]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

export interface StoredAttachment {
  domain_id: string;
  id: string;
  owner_type: "visitor" | "agent";
  owner_id: string;
  message_id: string | null;
  access_key: string;
  name: string;
  content_type: string;
  size: number;
  width: number | null;
  height: number | null;
  has_thumbnail: boolean;
  sha256: Buffer;
  is_stored: boolean;
}

export function toAttachment(row: StoredAttachment): Attachment {
  const url = `/chat/attachments/${row.access_key}`;
  const { id, name, content_type, size, width, height } = row;
  const thumbnail_url = row.has_thumbnail ? `${url}/thumbnail` : null;
  return { id, name, content_type, size, width, height, url, thumbnail_url };
}

export interface AttachmentClaim {
  domainId: string;
  messageId: string;
  author: { type: "visitor" | "agent" | "bot" | "system"; id: string | null };
  attachmentIds: readonly string[];
}

/**
 * The files of each message of a group, in the order of the claims; null where one is not there, not the author's,
 * or belongs to another message.
 */
export function grantClaims(
  claims: readonly AttachmentClaim[],
  rows: readonly StoredAttachment[],
): (Attachment[] | null)[] {
  const rowOf = new Map(rows.map((row) => [`${row.domain_id} ${row.id}`, row]));
  const takenBy = new Map<StoredAttachment, string>();
  return claims.map(({ domainId, messageId, author, attachmentIds }) => {
    const own = attachmentIds.flatMap((id) => rowOf.get(`${domainId} ${id}`) ?? []);
    const isFree = (row: StoredAttachment) =>
      row.owner_type === author.type &&
      row.owner_id === author.id &&
      row.is_stored &&
      (row.message_id ?? takenBy.get(row) ?? messageId) === messageId;
    if (own.length !== attachmentIds.length || !own.every(isFree)) return null;
    for (const row of own) takenBy.set(row, messageId);
    return own.map(toAttachment);
  });
}
