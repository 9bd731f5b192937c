import { readFile } from "node:fs/promises";
import { type ErrorCode, extensionOf } from "@beckon/protocol";
import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import { agrees, hasTooManyPixels, readBitmapSize } from "./attachments.decisions.ts";
import { CONTENT_RULES } from "./content-types.ts";

/** One image after the other takes a core at most; the work is done in the library's threads. */
sharp.concurrency(1);
sharp.cache(false);

const THUMBNAIL_PIXELS = 480;
const THUMBNAIL_SECONDS = 10;

export interface Examined {
  kind: "accepted";
  contentType: string;
  width: number | null;
  height: number | null;
  /** A small WebP of an image that can be drawn as one. */
  thumbnail: Buffer | null;
}

export type Examination = Examined | { kind: "refused"; code: ErrorCode };

/** What an uploaded file is, by its content; refused unless that is what its name says. */
export async function examineFile(name: string, path: string): Promise<Examination> {
  const rule = CONTENT_RULES[extensionOf(name)];
  if (rule === undefined) return { kind: "refused", code: "attachment_type_refused" };
  const content = await readFile(path);
  const recognised = await fileTypeFromBuffer(content);
  if (!agrees(rule, recognised?.ext, content)) return { kind: "refused", code: "attachment_mismatch" };
  const { contentType } = rule;
  if (!contentType.startsWith("image/")) {
    return { kind: "accepted", contentType, width: null, height: null, thumbnail: null };
  }
  if (contentType === "image/bmp") {
    const size = readBitmapSize(content);
    if (size === null) return { kind: "refused", code: "attachment_mismatch" };
    if (hasTooManyPixels(size.width, size.height, 1)) return { kind: "refused", code: "attachment_image_too_large" };
    return { kind: "accepted", contentType, ...size, thumbnail: null };
  }
  return examineImage(contentType, content);
}

/** The header is read first, and says how much the rest would take. */
async function examineImage(contentType: string, content: Buffer): Promise<Examination> {
  try {
    const { width, height, pages = 1, autoOrient } = await sharp(content, { limitInputPixels: false }).metadata();
    if (hasTooManyPixels(width, height, pages)) return { kind: "refused", code: "attachment_image_too_large" };
    const thumbnail = await sharp(content)
      .timeout({ seconds: THUMBNAIL_SECONDS })
      .autoOrient()
      .resize({ width: THUMBNAIL_PIXELS, height: THUMBNAIL_PIXELS, fit: "inside", withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer();
    return { kind: "accepted", contentType, width: autoOrient.width, height: autoOrient.height, thumbnail };
  } catch {
    // It begins like an image and cannot be drawn.
    return { kind: "refused", code: "attachment_mismatch" };
  }
}
