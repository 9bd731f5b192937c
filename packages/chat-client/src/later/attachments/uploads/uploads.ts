/** A file of its own, fetched with the first file that a visitor chooses (`Uploads` in ../composed-files.ts). */

export { FileList } from "./file-list.tsx";
export { judgeFile } from "./judge-file.ts";
export { uploadFile } from "./upload-file.ts";
export { default as css } from "./uploads.css?inline";
