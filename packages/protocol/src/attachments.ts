import Type from "typebox";
import { ATTACHMENT_LIMITS } from "./attachment-types.ts";
import { Uuid } from "./identifiers.ts";

const Dimension = Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]);

/**
 * A file that somebody sent. Both addresses are paths on the server; whoever knows one may read the file, and nobody
 * can guess one. `content_type` is what the server found, not what the sender said.
 */
export const Attachment = Type.Object({
  id: Uuid,
  name: Type.String(),
  content_type: Type.String(),
  size: Type.Integer({ minimum: 0 }),
  width: Dimension,
  height: Dimension,
  url: Type.String(),
  thumbnail_url: Type.Union([Type.String(), Type.Null()]),
});
export type Attachment = Type.Static<typeof Attachment>;

/** Files that were uploaded before; the message then needs no text. */
export const AttachmentIds = Type.Array(Uuid, { maxItems: ATTACHMENT_LIMITS.perMessage, uniqueItems: true });
