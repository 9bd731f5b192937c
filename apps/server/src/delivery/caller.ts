import type { Role } from "@beckon/protocol";

/** What delivery knows of a person at work: enough to act in their name, nothing of how they signed in. */
export interface Caller {
  domainId: string;
  userId: string;
  role: Role;
  firstname: string;
  lastname: string;
  name: string;
}
