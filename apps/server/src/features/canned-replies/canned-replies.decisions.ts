import { CANNED_REPLY_VARIABLE_PATTERN, CANNED_REPLY_VARIABLES } from "@beckon/protocol";

/** Why a body cannot be kept, or null: a variable that nobody fills would be sent to visitors as it stands. */
export function judgeBody(body: string): string | null {
  const known: readonly string[] = CANNED_REPLY_VARIABLES;
  for (const [, name = ""] of body.matchAll(CANNED_REPLY_VARIABLE_PATTERN)) {
    if (!known.includes(name)) return `There is no variable “${name}”. There are ${known.join(", ")}.`;
  }
  return null;
}
