import type { IdentityGroup } from "@beckon/protocol";
import { type Answer, listOf, missing } from "./answers.ts";
import type { FakeDesk } from "./fake-desk.ts";

/** The persons behind the fake desk's threads: each is one identity, of whom the thread's summary tells. */
export class FakePersons {
  readonly #desk: FakeDesk;

  constructor(desk: FakeDesk) {
    this.#desk = desk;
  }

  /** Null for what is none of its routes. */
  answer(method: string, url: URL): Answer | null {
    const [kind, id = "", part] = url.pathname.replace("/api/v1/", "").split("/");
    if (kind === "custom_fields" && method === "GET") return listOf([]);
    if (kind !== "identity_groups" || method !== "GET") return null;
    const threads = this.#desk.summaries().filter(({ identity }) => identity.group_id === id);
    if (part === "threads") return listOf(threads);
    const identity = threads[0]?.identity;
    if (identity === undefined) return missing;
    const { name, email, revision: _, ...known } = identity;
    const group: IdentityGroup = {
      ...known,
      name,
      job_title: null,
      gender: null,
      emails: email === null ? [] : [email],
      phones: [],
      home_address: null,
      notes: null,
      custom_values: {},
      identities: [
        {
          ...known,
          email,
          community_id: id,
          uuid: null,
          uuid_standing: null,
          anonymized_at: null,
          screenname: null,
          extra_values: {},
        },
      ],
      other_values: [],
      mapped_extra_values: [],
    };
    return { status: 200, body: group };
  }
}
