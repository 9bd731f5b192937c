import { createHmac, hkdfSync } from "node:crypto";

/** What names a visitor: the id that a browser made, or the uuid that a company's token bears. */
export type ErasedName = { kind: "id"; id: string } | { kind: "uuid"; communityId: string; uuid: string };

/** Keyed hashes of what named an erased visitor: known again when it is presented, and told to nobody. */
export interface ErasureMarks {
  markOf(domainId: string, name: ErasedName): Buffer;
}

export function createErasureMarks(installationSecret: string): ErasureMarks {
  const key = Buffer.from(hkdfSync("sha256", installationSecret, "beckon", "erased identities", 32));
  return {
    markOf(domainId, name) {
      const parts = name.kind === "id" ? [name.id] : [name.communityId, name.uuid];
      return createHmac("sha256", key)
        .update(JSON.stringify([domainId, name.kind, ...parts]))
        .digest();
    },
  };
}
