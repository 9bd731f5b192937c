// What other packages compile against: the door without the JSX behind it. `index.ts` is typed by the same names.
import type { LaunchChat, LoadEmbedding } from "./api.ts";

export type * from "./api.ts";
export declare const launchChat: LaunchChat;
export declare const loadEmbedding: LoadEmbedding;
