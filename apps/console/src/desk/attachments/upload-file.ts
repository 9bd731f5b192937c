import type { Attachment, ErrorBody } from "@beckon/protocol";
import { ATTACHMENT_HEADERS } from "@beckon/protocol/attachment-types";

export type UploadOutcome =
  | { kind: "uploaded"; attachment: Attachment }
  /** `retry`: the same file may be taken at another time. */
  | { kind: "failed"; reason: string; retry: boolean };

export interface Upload {
  outcome: Promise<UploadOutcome>;
  cancel(): void;
}

/**
 * Sends one file under an id of ours: sent again after any failure, it is the same file. By XMLHttpRequest, since a
 * fetch does not tell how far an upload has got. A cancelled one never answers.
 */
export function uploadFile(id: string, file: File, onProgress: (share: number) => void): Upload {
  const request = new XMLHttpRequest();
  const outcome = new Promise<UploadOutcome>((resolve) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onerror = () =>
      resolve({ kind: "failed", reason: "The server cannot be reached. It is tried again.", retry: true });
    request.onload = () => {
      const answer = parse(request.responseText);
      if (request.status === 201 && answer !== null) {
        resolve({ kind: "uploaded", attachment: answer as Attachment });
        return;
      }
      const { message, retry } = (answer ?? {}) as Partial<ErrorBody>;
      resolve({ kind: "failed", reason: message ?? "The server gave no readable answer.", retry: retry ?? true });
    };
  });
  request.open("PUT", `/api/v1/attachments/${encodeURIComponent(id)}`);
  request.setRequestHeader("content-type", "application/octet-stream");
  request.setRequestHeader(ATTACHMENT_HEADERS.name, encodeURIComponent(file.name));
  request.send(file);
  return { outcome, cancel: () => request.abort() };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
