import type { StageTools } from "./stage-types.ts";

/** The stage for programs that are not made with Preact: its types without its sources. */
export declare const tools: StageTools;
