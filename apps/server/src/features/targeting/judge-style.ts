import { findStyleProblem } from "../styles/index.ts";
import type { Fault } from "./fault.ts";

/** Why an item's style sheet cannot stand, or null. Its pictures may come over https. */
export function judgeStyle(css: string): Fault | null {
  const problem = findStyleProblem(css, {
    where: "in an item",
    addresses: /^(https:\/\/|data:image\/)/i,
    scheme: "https:// or data:image/",
  });
  return problem === null ? null : { field: "css", reason: problem.reason };
}
