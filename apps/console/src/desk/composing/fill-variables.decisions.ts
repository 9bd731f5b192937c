import type { ThreadSummary } from "@beckon/protocol";
import { CANNED_REPLY_VARIABLE_PATTERN, type CannedReplyVariable } from "@beckon/protocol/constants";

/** What each variable stands for here; null for what is not known. */
export type VariableValues = Readonly<Record<CannedReplyVariable, string | null>>;

interface Person {
  firstname: string;
  lastname: string;
  email: string;
}

export function valuesFor(thread: ThreadSummary, agent: Person): VariableValues {
  const { identity } = thread;
  return {
    "visitor.firstname": known(identity.firstname),
    "visitor.lastname": known(identity.lastname),
    // A visitor without a name has one that the desk made up.
    "visitor.name": known(`${identity.firstname ?? ""} ${identity.lastname ?? ""}`),
    "visitor.email": known(identity.email),
    "visitor.company": known(identity.company),
    "agent.firstname": known(agent.firstname),
    "agent.lastname": known(agent.lastname),
    "agent.name": known(`${agent.firstname} ${agent.lastname}`) ?? agent.email,
    "source.name": known(thread.source_label),
  };
}

function known(value: string | null): string | null {
  const trimmed = value?.trim() ?? "";
  return trimmed === "" ? null : trimmed;
}

/**
 * A body as it is sent. What is not known gives way to what stands behind the bar, or to nothing, and then the space before
 * it goes too: "Hello {{visitor.firstname}}," becomes "Hello,".
 */
export function fillVariables(body: string, values: VariableValues): string {
  const names: Readonly<Record<string, string | null>> = values;
  let filled = "";
  let from = 0;
  for (const match of body.matchAll(CANNED_REPLY_VARIABLE_PATTERN)) {
    const [whole, name = "", otherwise] = match;
    const before = body.slice(from, match.index);
    const value = (Object.hasOwn(names, name) ? names[name] : whole) ?? otherwise ?? "";
    filled += (value === "" ? before.replace(/ $/, "") : before) + value;
    from = match.index + whole.length;
  }
  return filled + body.slice(from);
}
