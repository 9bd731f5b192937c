import type { User } from "@beckon/protocol";

/** First and last name, or the e-mail address of somebody who has neither. */
export function fullName(user: Pick<User, "firstname" | "lastname" | "email">): string {
  return `${user.firstname} ${user.lastname}`.trim() || user.email;
}
