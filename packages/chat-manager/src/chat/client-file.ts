import type { ClientFile } from "../window/client-file.ts";

/** The name of the built file that stands beside this one; put in by the build. */
declare const CLIENT_FILE: string;

let failures = 0;
let loading: Promise<ClientFile> | null = null;

/** Once per page. After a failure the next call tries again, under another address since browsers remember failures. */
export const loadClient = (): Promise<ClientFile> => {
  const address = import.meta.url.replace(/[^/]*$/, CLIENT_FILE) + (failures ? `?${failures}` : "");
  loading ??= (import(/* @vite-ignore */ address) as Promise<ClientFile>).catch((reason) => {
    failures++;
    loading = null;
    throw reason;
  });
  return loading;
};
