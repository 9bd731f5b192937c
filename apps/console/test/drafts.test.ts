import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { chooseDraft, type KeptDraft } from "../src/desk/state/draft-choice.decisions.ts";

interface DraftCase {
  name: string;
  local: Pick<KeptDraft, "syncedAt" | "dirty">;
  stored: { updated_at: string } | null;
  chosen: string;
}

const cases: DraftCase[] = JSON.parse(
  readFileSync(new URL("../../../spec/cases/drafts.json", import.meta.url), "utf8"),
);

describe("which draft the composer begins with", () => {
  it.each(cases)("$name", ({ local, stored, chosen }) => {
    expect(chooseDraft(local, stored)).toBe(chosen);
  });
});
