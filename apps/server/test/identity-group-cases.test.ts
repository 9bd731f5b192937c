import { readFileSync } from "node:fs";
import type { IdentityGroupChange } from "@beckon/protocol";
import { describe, expect, it } from "vitest";
import {
  composeGroup,
  decideSeparation,
  type GroupMember,
  orderMembers,
  type SaidFields,
  type WrittenFields,
} from "../src/features/identity-groups/group.decisions.ts";
import { judgeGroupChange } from "../src/features/identity-groups/judge-fields.ts";

interface Cases {
  composition: {
    name: string;
    members: { said: Partial<SaidFields>; written?: Partial<WrittenFields> }[];
    fields: object;
    others: { field: string; value: string; identity: number }[];
  }[];
  separation: {
    name: string;
    root: string;
    members: string[];
    leaving: string[];
    newRoot: string | null;
    moved?: string[];
  }[];
  fields: { name: string; given: IdentityGroupChange; change?: IdentityGroupChange; refused?: string }[];
}

const cases: Cases = JSON.parse(
  readFileSync(new URL("../../../spec/cases/identity-groups.json", import.meta.url), "utf8"),
);

const saidNothing: Omit<SaidFields, "id"> = {
  firstname: null,
  lastname: null,
  screenname: null,
  company: null,
  email: null,
  avatar_url: null,
  mapped_values: {},
};
const wroteNothing: WrittenFields = {
  firstname: null,
  lastname: null,
  company: null,
  job_title: null,
  gender: null,
  emails: null,
  phones: null,
  home_address: null,
  notes: null,
  avatar_url: null,
};

describe("identity groups, as spec/cases/identity-groups.json says", () => {
  it.each(cases.composition)("$name", ({ members, fields, others }) => {
    const composed = composeGroup(
      members.map(
        ({ said, written }, index): GroupMember => ({
          said: { ...saidNothing, id: String(index), ...said },
          written: written === undefined ? null : { ...wroteNothing, ...written },
        }),
      ),
    );
    expect(composed.fields).toMatchObject(fields);
    expect(composed.others).toEqual(
      others.map(({ field, value, identity }) => ({ field, value, identity_id: String(identity) })),
    );
  });

  it.each(cases.separation)("$name", ({ root, members, leaving, newRoot, moved }) => {
    expect(decideSeparation(root, members, leaving)).toEqual(
      newRoot === null ? null : { newRootId: newRoot, movedIds: moved },
    );
  });

  it.each(cases.fields)("$name", ({ given, change, refused }) => {
    const verdict = judgeGroupChange(given, []);
    if (refused === undefined) expect(verdict).toEqual({ kind: "taken", change });
    else expect(verdict).toMatchObject({ kind: "refused", field: refused });
  });

  it("IGR4: the identity that the others were merged into comes first, then the older ones", () => {
    const members = ["c", "a", "b"].map((id) => ({ said: { id } }));
    expect(orderMembers("b", members).map(({ said }) => said.id)).toEqual(["b", "a", "c"]);
  });
});
