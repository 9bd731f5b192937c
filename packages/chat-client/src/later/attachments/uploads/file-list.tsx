import type { Chat } from "../../../window/chat.ts";
import { IconButton } from "../../../window/icon-button.tsx";
import { tellSize } from "../../message-body.tsx";
import type { FileDraft, PendingFile } from "../composed-files.ts";

interface Props {
  chat: Chat;
  files: FileDraft;
}

/** The files at the composer: how far each has got, why one was refused, and the way to take one back. */
export function FileList({ chat, files }: Props) {
  const { text } = chat.texts;
  const { uploaded, pending } = files;
  if (uploaded.length + pending.length === 0) return null;
  const serverUrl = chat.options.configuration.public_url;
  return (
    <ul class="files" aria-label={text("attachments_title")}>
      {uploaded.map(({ id, name, size, thumbnail_url }) => (
        <li key={id} class="drafted">
          {thumbnail_url !== null && <img src={serverUrl + thumbnail_url} alt="" />}
          <span class="drafted-text">
            <bdi class="drafted-name">{name}</bdi>
            <span class="file-size">{tellSize(size)}</span>
          </span>
          <Remove chat={chat} files={files} id={id} name={name} />
        </li>
      ))}
      {pending.map((file) => (
        <li key={file.id} class="drafted">
          <span class="drafted-text">
            <bdi class="drafted-name">{file.file.name}</bdi>
            <State chat={chat} files={files} file={file} />
          </span>
          <Remove chat={chat} files={files} id={file.id} name={file.file.name} />
        </li>
      ))}
    </ul>
  );
}

function State({ chat, files, file: { id, file, state } }: Props & { file: PendingFile }) {
  const { text } = chat.texts;
  switch (state.kind) {
    case "waiting":
      return <span class="file-size">{text("message_waiting")}</span>;
    case "uploading":
      return <progress max={1} value={state.share} aria-label={file.name} />;
    case "failed":
      return (
        <span class="failure" role="alert">
          {text(state.fault.key, state.fault.values)}
          {state.fault.mayPass && (
            <>
              {" "}
              <button type="button" class="text-button" onClick={() => files.retry(id)}>
                {text("control_retry_title")}
              </button>
            </>
          )}
        </span>
      );
  }
}

function Remove({ chat, files, id, name }: Props & { id: string; name: string }) {
  return (
    <IconButton
      class="tool"
      name={chat.texts.text("control_remove_title", { name })}
      icon="close"
      onClick={() => files.remove(id)}
    />
  );
}
