import type { Attachment } from "@beckon/protocol";
import { ATTACHMENT_HEADERS } from "@beckon/protocol/attachment-types";
import type { VisitorProof } from "@beckon/sdk";
import type { FileFault } from "../composed-files.ts";
import { explainRefusal } from "./judge-file.ts";

export type UploadOutcome =
  | { readonly kind: "uploaded"; readonly attachment: Attachment }
  | { readonly kind: "failed"; readonly fault: FileFault };

interface Destination {
  /** Ends in the file's id: sent again after any failure, it is the same file. */
  readonly url: string;
  readonly proof: VisitorProof;
  readonly locale: string;
}

/** By XMLHttpRequest, since a fetch does not tell how far an upload has got. A cancelled one never answers. */
export function uploadFile(
  file: File,
  { url, proof, locale }: Destination,
  onProgress: (share: number) => void,
): { outcome: Promise<UploadOutcome>; cancel: () => void } {
  const request = new XMLHttpRequest();
  const outcome = new Promise<UploadOutcome>((resolve) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    const fail = (code: string, mayPass: boolean): void =>
      resolve({ kind: "failed", fault: explainRefusal(code, mayPass, locale) });
    request.onerror = () => fail("", true);
    request.onload = () => {
      const answer = parse(request.responseText);
      if (request.status === 201 && answer !== null) resolve({ kind: "uploaded", attachment: answer as Attachment });
      else fail(String(answer?.error), answer?.retry !== false);
    };
  });
  request.open("PUT", url);
  const headers = {
    "content-type": "application/octet-stream",
    [ATTACHMENT_HEADERS.name]: encodeURIComponent(file.name),
    [ATTACHMENT_HEADERS.identityId]: proof.id,
    [ATTACHMENT_HEADERS.identitySecret]: proof.secret,
    ...(proof.token && { [ATTACHMENT_HEADERS.token]: proof.token }),
  };
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.send(file);
  return { outcome, cancel: () => request.abort() };
}

/** Whatever stands between here and the server may answer in its place. */
function parse(text: string): { error?: unknown; retry?: unknown } | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
