import type { Category } from "@beckon/protocol";
import { type Answer, missing, refusal } from "./answers.ts";
import { madeUpId } from "./made-up-data.ts";

/** The categories of the fake server, in memory. */
export class FakeCategories {
  readonly records: Category[] = [];
  /** Refuses the next move with this sentence. */
  refusesParentWith: string | null = null;
  #made = 0;

  add(label: string, fields: Partial<Category> = {}): Category {
    this.#made += 1;
    const category: Category = {
      id: madeUpId(24, this.#made),
      parent_id: null,
      label,
      colour: "#667080",
      mandatory: false,
      multiple: true,
      place: this.#made,
      created_at: new Date().toISOString(),
      ...fields,
    };
    this.records.push(category);
    return category;
  }

  /** Null for what is none of its routes. */
  answer(method: string, url: URL, body: unknown): Answer | null {
    const [kind, id = ""] = url.pathname.replace("/api/v1/", "").split("/");
    if (kind !== "categories") return null;
    if (method === "GET") return { status: 200, body: { count: this.records.length, records: this.records } };
    const { label, ...fields } = (body ?? {}) as Partial<Category>;
    if (fields.parent_id !== undefined && this.refusesParentWith !== null) {
      const sentence = this.refusesParentWith;
      this.refusesParentWith = null;
      return refusal(422, "invalid_request", sentence, "parent_id");
    }
    if (method === "POST") return { status: 201, body: this.add(label ?? "", fields) };
    const place = this.records.findIndex((record) => record.id === id);
    const before = this.records[place];
    if (before === undefined) return missing;
    if (method === "PATCH") {
      const after = { ...before, ...fields, label: label ?? before.label };
      this.records[place] = after;
      return { status: 200, body: after };
    }
    if (this.records.some(({ parent_id }) => parent_id === id)) {
      return refusal(409, "category_in_use", "Other categories stand beneath that one. Move or delete them first.");
    }
    this.records.splice(place, 1);
    return { status: 204, body: null };
  }
}
