import type { Attachment } from "@beckon/protocol";
import { decodeObject, encodeJson, isUuid, makeUuid } from "@beckon/sdk";
import type { TextKey } from "../../text/english.ts";
import type { TextValues } from "../../text/texts.ts";
import type { Chat, ComposedFiles } from "../../window/chat.ts";

/** What judges, uploads and lists files; fetched when the first one is chosen. */
export type Uploads = typeof import("./uploads/uploads.ts");

export interface FileFault {
  readonly key: TextKey;
  readonly values?: TextValues;
  /** Whether the same file may be taken at another time. */
  readonly mayPass: boolean;
}

export type FileState =
  /** For what uploads it, or for a connection. */
  | { readonly kind: "waiting" }
  | { readonly kind: "uploading"; readonly share: number }
  | { readonly kind: "failed"; readonly fault: FileFault };

/** Chosen and not uploaded: it lives as long as the page. */
export interface PendingFile {
  readonly id: string;
  readonly file: File;
  readonly state: FileState;
}

/**
 * The files that go with the next message of each conversation. Those that are uploaded are kept beside the draft, over
 * reloads and for the browser's other tabs, until a message takes them; the server forgets them after a day.
 */
export class FileDraft implements ComposedFiles {
  readonly #chat: Chat;
  readonly #pending = new Map<string, readonly PendingFile[]>();
  readonly #cancellations = new Map<string, () => void>();
  uploads: Uploads | null = null;
  /** Whether it could not be fetched, and nobody has tried again. */
  areUploadsMissing = false;
  #isFetching = false;

  constructor(chat: Chat) {
    this.#chat = chat;
  }

  get pending(): readonly PendingFile[] {
    return this.#pending.get(this.#chat.draftName()) ?? [];
  }

  get uploaded(): readonly Attachment[] {
    return this.#readUploaded(this.#chat.draftName());
  }

  get readyCount(): number {
    return this.uploaded.length;
  }

  get isBusy(): boolean {
    return this.pending.length > 0;
  }

  take(): readonly Attachment[] | undefined {
    const { uploaded } = this;
    if (uploaded.length === 0) return undefined;
    this.#keep(this.#chat.draftName(), []);
    return uploaded;
  }

  add(files: readonly File[]): void {
    const name = this.#chat.draftName();
    const added = files.map((file): PendingFile => ({ id: makeUuid(Date.now()), file, state: { kind: "waiting" } }));
    this.#pending.set(name, [...this.pending, ...added]);
    this.#chat.refresh();
    this.go();
  }

  retry(id: string): void {
    this.#change(id, { kind: "waiting" });
    this.go();
  }

  remove(id: string): void {
    this.#cancellations.get(id)?.();
    const name = this.#chat.draftName();
    this.#pending.set(
      name,
      this.pending.filter((file) => file.id !== id),
    );
    const { uploaded } = this;
    if (uploaded.some((file) => file.id === id)) {
      this.#keep(
        name,
        uploaded.filter((file) => file.id !== id),
      );
    }
    this.#chat.refresh();
  }

  /** Fetches what uploads, if there is something for it; begins what waits, once there is a connection. */
  go(): void {
    const { uploads } = this;
    if (uploads === null) {
      if (!this.areUploadsMissing && this.pending.length + this.readyCount > 0) this.fetchUploads();
      return;
    }
    const proof = this.#chat.client.proof();
    for (const [name, files] of this.#pending) {
      for (const { id, file, state } of files) {
        if (state.kind !== "waiting") continue;
        const fault = uploads.judgeFile(file, this.#countBefore(name, id), this.#chat.texts.locale);
        if (fault) this.#change(id, { kind: "failed", fault });
        else if (proof && this.#chat.state.connection.kind === "open") this.#begin(uploads, name, { id, file }, proof);
      }
    }
  }

  fetchUploads(): void {
    if (this.#isFetching) return;
    this.#isFetching = true;
    this.areUploadsMissing = false;
    import("./uploads/uploads.ts")
      .then(
        (uploads) => {
          this.#chat.addStyles(uploads.css);
          this.uploads = uploads;
          this.go();
        },
        () => {
          this.areUploadsMissing = true;
        },
      )
      .then(() => {
        this.#isFetching = false;
        this.#chat.refresh();
      });
  }

  #begin(
    { uploadFile }: Uploads,
    name: string,
    { id, file }: Pick<PendingFile, "id" | "file">,
    proof: Parameters<Uploads["uploadFile"]>[1]["proof"],
  ): void {
    const { public_url: publicUrl, source_token: sourceToken } = this.#chat.options.configuration;
    this.#change(id, { kind: "uploading", share: 0 });
    const url = `${publicUrl}/chat/${encodeURIComponent(sourceToken)}/attachments/${id}`;
    const { outcome, cancel } = uploadFile(file, { url, proof, locale: this.#chat.texts.locale }, (share) =>
      this.#change(id, { kind: "uploading", share }),
    );
    this.#cancellations.set(id, cancel);
    void outcome.then((result) => {
      this.#cancellations.delete(id);
      if (result.kind === "uploaded") {
        this.#pending.set(
          name,
          (this.#pending.get(name) ?? []).filter((pending) => pending.id !== id),
        );
        this.#keep(name, [...this.#readUploaded(name), result.attachment]);
        this.#chat.refresh();
        return;
      }
      // What the network took away goes on with it by itself.
      const isCutOff = result.fault.mayPass && this.#chat.state.connection.kind !== "open";
      this.#change(id, isCutOff ? { kind: "waiting" } : result);
    });
  }

  #countBefore(name: string, id: string): number {
    const pending = this.#pending.get(name) ?? [];
    return this.#readUploaded(name).length + pending.findIndex((file) => file.id === id);
  }

  #change(id: string, state: FileState): void {
    for (const [name, files] of this.#pending) {
      this.#pending.set(
        name,
        files.map((file) => (file.id === id ? { ...file, state } : file)),
      );
    }
    this.#chat.refresh();
  }

  #readUploaded(name: string): readonly Attachment[] {
    const kept = this.#chat.kept.read(`${name}:files`);
    // Asked several times with each key, and mostly there are none.
    if (kept === "") return [];
    const files = decodeObject(kept)?.files;
    return Array.isArray(files) ? files.filter(isUploaded) : [];
  }

  #keep(name: string, files: readonly Attachment[]): void {
    this.#chat.kept.write(`${name}:files`, files.length === 0 ? "" : encodeJson({ files }));
  }
}

/** Storage is the website's too: whatever it holds must neither break the composer nor show what is not on our server. */
function isUploaded(value: unknown): value is Attachment {
  if (typeof value !== "object" || value === null) return false;
  const { id, name, size, thumbnail_url: thumbnail } = value as Partial<Record<keyof Attachment, unknown>>;
  return (
    isUuid(id) &&
    typeof name === "string" &&
    typeof size === "number" &&
    (thumbnail === null || (typeof thumbnail === "string" && thumbnail.startsWith("/")))
  );
}

const drafts = new WeakMap<Chat, FileDraft>();

export function filesOf(chat: Chat): FileDraft {
  const draft = drafts.get(chat) ?? new FileDraft(chat);
  drafts.set(chat, draft);
  return draft;
}
