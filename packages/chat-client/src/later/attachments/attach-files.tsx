import { ATTACHMENT_EXTENSIONS } from "@beckon/protocol/attachment-types";
import { Component } from "preact";
import type { Chat } from "../../window/chat.ts";
import { Icon } from "../../window/icon.tsx";
import { filesOf } from "./composed-files.ts";

const CLIP =
  "M20 11.500l-8.300 8.300a5 5 0 01-7.100-7.100l8.700-8.700a3.300 3.300 0 014.700 4.700l-8.700 8.700a1.700 1.700 0 01-2.400-2.400l7.800-7.700";

/** For the system's own dialog; files that come another way are judged all the same. */
const ACCEPTED = ATTACHMENT_EXTENSIONS.map((extension) => `.${extension}`).join();

interface Props {
  chat: Chat;
}

/** How files come to the composer: by button, by paste, by drop onto the conversation. */
export class AttachFiles extends Component<Props, { isDropping: boolean }> {
  override state = { isDropping: false };
  #input: HTMLInputElement | null = null;
  /** The conversation: the whole window, or its part beside the list. */
  #place: HTMLElement | null = null;
  readonly #end = new AbortController();

  override componentDidMount(): void {
    this.#place = this.#input?.closest<HTMLElement>(".pane, .window") ?? null;
    const { signal } = this.#end;
    this.#place?.addEventListener("paste", this.#paste, { signal });
    this.#place?.addEventListener("dragover", this.#hover, { signal });
    this.#place?.addEventListener("dragleave", this.#unhover, { signal });
    this.#place?.addEventListener("drop", this.#drop, { signal });
    filesOf(this.props.chat).go();
  }

  override componentDidUpdate(): void {
    filesOf(this.props.chat).go();
  }

  override componentWillUnmount(): void {
    this.#end.abort();
  }

  /** While it is not known which conversation it is going to be, there is no place for files. */
  #add(files: FileList | null | undefined): void {
    const { chat } = this.props;
    if (files?.length && chat.view.kind !== "undecided") filesOf(chat).add([...files]);
  }

  readonly #choose = (): void => {
    this.#add(this.#input?.files);
    // The same file again is a change again.
    if (this.#input) this.#input.value = "";
  };

  readonly #paste = (event: ClipboardEvent): void => {
    const { clipboardData } = event;
    // Office programs put a picture of a text beside it: the text is meant.
    if (!clipboardData?.files.length || clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    this.#add(clipboardData.files);
  };

  readonly #hover = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.setState({ isDropping: true });
  };

  readonly #unhover = ({ relatedTarget }: DragEvent): void => {
    if (!(relatedTarget instanceof Node && this.#place?.contains(relatedTarget))) this.setState({ isDropping: false });
  };

  readonly #drop = (event: DragEvent): void => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    this.setState({ isDropping: false });
    this.#add(event.dataTransfer.files);
  };

  render({ chat }: Props) {
    const { text } = chat.texts;
    const files = filesOf(chat);
    const { uploads } = files;
    const name = text("control_attachment_title");
    return (
      <>
        <button
          type="button"
          class="icon-button tool"
          aria-label={name}
          title={name}
          disabled={chat.view.kind === "undecided"}
          onClick={() => this.#input?.click()}
        >
          <Icon name={CLIP} />
        </button>
        <input
          ref={(input) => {
            this.#input = input;
          }}
          type="file"
          multiple
          hidden
          accept={ACCEPTED}
          onChange={this.#choose}
        />
        {uploads && <uploads.FileList chat={chat} files={files} />}
        {files.areUploadsMissing && (
          <p class="files failure" role="alert">
            {text("later_missing")}{" "}
            <button type="button" class="text-button" onClick={() => files.fetchUploads()}>
              {text("control_retry_title")}
            </button>
          </p>
        )}
        {this.state.isDropping && (
          <div class="drop-frame" style={{ height: `${this.#place?.clientHeight ?? 0}px` }}>
            <p>{text("attachment_frame.drop_text")}</p>
          </div>
        )}
      </>
    );
  }
}
