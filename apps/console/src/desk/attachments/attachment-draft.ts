import type { Attachment } from "@beckon/protocol";
import { ATTACHMENT_LIMITS } from "@beckon/protocol/attachment-types";
import { judgeFile } from "./judge-file.decisions.ts";
import { type Upload, uploadFile } from "./upload-file.ts";

export type AttachmentState =
  | { kind: "uploading"; share: number }
  | { kind: "uploaded"; attachment: Attachment }
  /** `retry`: it may work another time, and is tried when the network is back. */
  | { kind: "failed"; reason: string; retry: boolean };

export interface DraftedAttachment {
  id: string;
  file: File;
  state: AttachmentState;
}

/** The files that wait to be sent with the next message of one thread. They live as long as the console is open. */
export class AttachmentDraft {
  readonly #makeId: () => string;
  readonly #listeners = new Set<() => void>();
  readonly #uploads = new Map<string, Upload>();
  #files: readonly DraftedAttachment[] = [];

  constructor(makeId: () => string) {
    this.#makeId = makeId;
    window.addEventListener("online", () => {
      for (const { id, state } of this.#files) if (state.kind === "failed" && state.retry) this.retry(id);
    });
  }

  readonly getFiles = (): readonly DraftedAttachment[] => this.#files;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  add(files: readonly File[]): void {
    for (const file of files) {
      const isTooMany = this.#files.length >= ATTACHMENT_LIMITS.perMessage;
      const fault = isTooMany ? `A message has at most ${ATTACHMENT_LIMITS.perMessage} files.` : judgeFile(file);
      const id = this.#makeId();
      const state: AttachmentState =
        fault === null ? { kind: "uploading", share: 0 } : { kind: "failed", reason: fault, retry: false };
      this.#set([...this.#files, { id, file, state }]);
      if (fault === null) this.#begin(id, file);
    }
  }

  retry(id: string): void {
    const found = this.#files.find((file) => file.id === id);
    if (found === undefined || found.state.kind !== "failed" || !found.state.retry) return;
    this.#change(id, { kind: "uploading", share: 0 });
    this.#begin(id, found.file);
  }

  remove(id: string): void {
    this.#uploads.get(id)?.cancel();
    this.#uploads.delete(id);
    this.#set(this.#files.filter((file) => file.id !== id));
  }

  /** What has arrived, for a message that is sent now. */
  take(): Attachment[] {
    const taken = this.#files.flatMap(({ state }) => (state.kind === "uploaded" ? state.attachment : []));
    this.#set([]);
    return taken;
  }

  #begin(id: string, file: File): void {
    const upload = uploadFile(id, file, (share) => this.#change(id, { kind: "uploading", share }));
    this.#uploads.set(id, upload);
    void upload.outcome.then((outcome) => {
      this.#uploads.delete(id);
      this.#change(id, outcome);
    });
  }

  #change(id: string, state: AttachmentState): void {
    this.#set(this.#files.map((file) => (file.id === id ? { ...file, state } : file)));
  }

  #set(files: readonly DraftedAttachment[]): void {
    this.#files = files;
    for (const listener of this.#listeners) listener();
  }
}
