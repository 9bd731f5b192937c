import type { Attachment } from "@beckon/protocol";
import { IconDownload, IconFile } from "@tabler/icons-react";
import { saySize } from "./judge-file.decisions.ts";
import "./attachments.css";

/** The longer side of a thumbnail, in CSS pixels. */
const THUMBNAIL_SIDE = 280;

/** The files of a message. Images show small, and open whole; everything is opened where nothing in it can run. */
export function MessageFiles({ files }: { files: readonly Attachment[] }) {
  if (files.length === 0) return null;
  return (
    <ul className="message-files" aria-label="Files">
      {files.map((file) => (
        <li key={file.id}>
          <MessageFile file={file} />
        </li>
      ))}
    </ul>
  );
}

function MessageFile({ file }: { file: Attachment }) {
  const { name, size, width, height, url, thumbnail_url } = file;
  if (thumbnail_url !== null && width !== null && height !== null) {
    const scale = Math.min(1, THUMBNAIL_SIDE / Math.max(width, height));
    return (
      <a className="message-image" href={url} target="_blank" rel="noopener noreferrer" title={name}>
        <img
          src={thumbnail_url}
          alt={name}
          width={Math.round(width * scale)}
          height={Math.round(height * scale)}
          loading="lazy"
        />
      </a>
    );
  }
  return (
    <a className="message-file" href={`${url}?save=1`} target="_blank" rel="noopener noreferrer">
      <IconFile size={18} stroke={1.6} aria-hidden="true" />
      <span className="message-file-name">{name}</span>
      <span className="drafted-file-size">{saySize(size)}</span>
      <IconDownload size={16} stroke={1.7} aria-label="Save" />
    </a>
  );
}
