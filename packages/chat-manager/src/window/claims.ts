import type { IdentityClaims } from "@beckon/protocol";

/** As on the wire. Written here because a file that is loaded later and shares them would be two. */
const TEXT_LENGTH = 200;
const ADDRESS_LENGTH = 4_096;
const EXTRA_VALUES_LENGTH = 16_000;

const NAMES = ["firstname", "lastname", "screenname", "company", "email", "avatar_url", "uuid"] as const;

/**
 * What of a website's words about its visitor the wire takes: texts of these names, cut to its bounds, and extra values
 * that fit into a frame. `isWhole`: whether that is all. A company's numbers for its customers are texts to us.
 */
export const claimsOf = (
  identity: Readonly<Record<string, unknown>>,
): { readonly claims: IdentityClaims; readonly isWhole: boolean } => {
  const claims: IdentityClaims = {};
  let isWhole = true;
  for (const name of NAMES) {
    const value = identity[name] ?? "";
    const text = name === "uuid" && typeof value === "number" ? `${value}` : value;
    const bound = name === "avatar_url" ? ADDRESS_LENGTH : TEXT_LENGTH;
    if (typeof text !== "string") isWhole = false;
    else if (text) claims[name] = text.slice(0, bound);
  }
  const extraValues = identity.extra_values ?? {};
  if (typeof extraValues !== "object" || JSON.stringify(extraValues).length > EXTRA_VALUES_LENGTH) isWhole = false;
  else if (identity.extra_values) claims.extra_values = { ...extraValues };
  return { claims, isWhole };
};
