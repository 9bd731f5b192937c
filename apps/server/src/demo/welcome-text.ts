import { DEMO_PASSWORD, DEMO_USERS } from "./seed.ts";

/** What a person reads who has just started the demo: where to look, and as whom. */
export function welcomeText({ beckonUrl, shopUrl }: { beckonUrl: string; shopUrl: string }): string {
  const users = DEMO_USERS.map(({ email, role }) => `    ${email.padEnd(20)}${role}`);
  return [
    "",
    "  Beckon is ready.",
    "",
    `  The shop, as a visitor      ${shopUrl}/`,
    `  The desk, as an agent       ${beckonUrl}/desk`,
    `  Administration              ${beckonUrl}/admin`,
    `  API documentation           ${beckonUrl}/api/docs`,
    "",
    `  Sign in with the password ${DEMO_PASSWORD} as`,
    ...users,
    "",
    "  Ctrl-C stops it.",
    "",
    "",
  ].join("\n");
}
