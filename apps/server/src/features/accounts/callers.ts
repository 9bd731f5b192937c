import type { Role } from "@beckon/protocol";
import type { Rights } from "./rights.decisions.ts";

/** Who asks, proven. Stores take the domain from here and from nowhere else. */
export interface Caller {
  domainId: string;
  userId: string;
  /** What bots may use is said by the routes: see `openToBots`. */
  kind: "person" | "bot";
  role: Role;
  /** As they were when the request or the connection began; connections are told of changes: `rightsChangedChannel`. */
  rights: Rights;
  email: string;
  firstname: string;
  lastname: string;
  /** First and last name, or the e-mail address of somebody who has neither. */
  name: string;
  /** What proved it. When it ends, so must everything that was opened with it: see `credentialEndedChannel`. */
  credential: { kind: "session" | "access_token"; id: string };
}

export function nameOf(user: { firstname: string; lastname: string; email: string }): string {
  return `${user.firstname} ${user.lastname}`.trim() || user.email;
}

/** The bus channel on which the end of a session or token is told, for connections that were opened with it. */
export function credentialEndedChannel(credential: Caller["credential"]): string {
  return `credential_ended:${credential.id}`;
}

/** The bus channel on which it is told that rights of somebody in the domain have changed. */
export function rightsChangedChannel(domainId: string): string {
  return `rights_changed:${domainId}`;
}
