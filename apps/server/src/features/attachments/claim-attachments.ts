import type { Attachment } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";
import { type AttachmentClaim, grantClaims } from "./attachments.decisions.ts";
import { lockAttachments } from "./attachments.store.ts";

/** Holds the files of a group's messages until the transaction ends; null for a message that may not have its files. */
export async function claimAttachments(
  transaction: Executor,
  claims: readonly AttachmentClaim[],
): Promise<(Attachment[] | null)[]> {
  const wanted = claims.flatMap(({ domainId, attachmentIds }) => attachmentIds.map((id) => ({ domainId, id })));
  return grantClaims(claims, await lockAttachments(transaction, wanted));
}
