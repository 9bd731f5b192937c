import type { Tag } from "@beckon/protocol";
import { type Answer, listOf } from "./answers.ts";

/** The tags of the fake server, in memory: read only. */
export class FakeTags {
  readonly records: Tag[] = [];

  /** Null for what is none of its routes. */
  answer(method: string, url: URL): Answer | null {
    return method === "GET" && url.pathname === "/api/v1/tags" ? listOf(this.records) : null;
  }
}
