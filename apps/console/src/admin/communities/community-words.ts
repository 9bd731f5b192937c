import type { Community } from "@beckon/protocol";

export const signedNames: Readonly<Record<Community["signed_identities"], string>> = {
  reject: "Reject",
  accept: "Accept",
  require: "Require",
};

/** What the choice means for visitors, as a sentence of the list and of the form. */
export const signedSentences: Readonly<Record<Community["signed_identities"], string>> = {
  reject: "Signed identities are refused: nobody is known for certain.",
  accept: "Signed identities are verified and trusted; everybody else stays unsigned.",
  require: "Only signed identities are let in: without one the chat does not open.",
};
