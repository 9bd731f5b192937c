import { ActionIcon, Loader } from "@mantine/core";
import { IconAlertCircle, IconPaperclip, IconX } from "@tabler/icons-react";
import type { AttachmentDraft, DraftedAttachment } from "./attachment-draft.ts";
import { saySize } from "./judge-file.decisions.ts";
import "./attachments.css";

/** The files at the composer: how far each has got, why one was refused, and the way to take one back. */
export function DraftedFiles({ draft, files }: { draft: AttachmentDraft; files: readonly DraftedAttachment[] }) {
  if (files.length === 0) return null;
  return (
    <ul className="drafted-files" aria-label="Files of this message">
      {files.map(({ id, file, state }) => (
        <li key={id} className="drafted-file" data-state={state.kind}>
          {state.kind === "uploading" ? (
            <Loader size={14} aria-hidden="true" />
          ) : state.kind === "failed" ? (
            <IconAlertCircle size={16} aria-hidden="true" />
          ) : (
            <IconPaperclip size={16} aria-hidden="true" />
          )}
          <span className="drafted-file-name truncated">{file.name}</span>
          {state.kind === "failed" ? (
            <span className="drafted-file-reason" role="alert">
              {state.reason}{" "}
              {state.retry && (
                <button type="button" onClick={() => draft.retry(id)}>
                  Try again
                </button>
              )}
            </span>
          ) : (
            <span className="drafted-file-size">
              {state.kind === "uploading" ? `${Math.round(state.share * 100)} %` : saySize(file.size)}
            </span>
          )}
          <ActionIcon
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={state.kind === "uploading" ? `Cancel ${file.name}` : `Remove ${file.name}`}
            onClick={() => draft.remove(id)}
          >
            <IconX size={14} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}
