import type { Attachment } from "@beckon/protocol";
import type { Chat } from "../window/chat.ts";
import { Linked } from "./linked.tsx";

/** The longer side of a thumbnail in the window, in CSS pixels. */
const THUMBNAIL_SIDE = 220;

/** What a message says, then the files that came with it. */
export function MessageBody({
  chat,
  body,
  files = [],
}: {
  chat: Chat;
  body: string;
  files: readonly Attachment[] | undefined;
}) {
  return (
    <>
      {body !== "" && <Linked body={body} />}
      {files.map((file) => (
        <File key={file.id} file={file} serverUrl={chat.options.configuration.public_url} />
      ))}
    </>
  );
}

/** Opened in a tab of its own, where nothing in it can run; what a browser cannot show safely is saved. */
function File({ file, serverUrl }: { file: Attachment; serverUrl: string }) {
  const { name, size, width, height, url, thumbnail_url } = file;
  const scale = width && height ? Math.min(1, THUMBNAIL_SIDE / Math.max(width, height)) : 0;
  return (
    <a class="file" href={serverUrl + url} target="_blank" rel="noopener noreferrer">
      {thumbnail_url !== null && width && height ? (
        <img
          src={serverUrl + thumbnail_url}
          alt={name}
          width={Math.round(width * scale)}
          height={Math.round(height * scale)}
          loading="lazy"
        />
      ) : (
        <>
          <span class="file-name">{name}</span> <span class="file-size">{tellSize(size)}</span>
        </>
      )}
    </a>
  );
}

/** In the visitor's way of writing numbers, by the unit that a person would take. */
export function tellSize(bytes: number): string {
  const [value, unit] =
    bytes < 1_000
      ? ([bytes, "byte"] as const)
      : bytes < 1_000_000
        ? ([bytes / 1_000, "kilobyte"] as const)
        : ([bytes / 1_000_000, "megabyte"] as const);
  return new Intl.NumberFormat(undefined, { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
}
