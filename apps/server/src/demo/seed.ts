import type { Role } from "@beckon/protocol";
import type { Accounts } from "../features/accounts/index.ts";
import type { Communities } from "../features/communities/index.ts";
import type { Sources } from "../features/sources/index.ts";

const DOMAIN_NAME = "Purple Shop (demo)";

/** Everybody knows it: the demo runs on loopback only. */
export const DEMO_PASSWORD = "beckon-demo";

export const DEMO_USERS: readonly { email: string; role: Role; firstname: string }[] = [
  { email: "admin@demo.test", role: "administrator", firstname: "Ada" },
  { email: "sofia@demo.test", role: "supervisor", firstname: "Sofia" },
  { email: "alicia@demo.test", role: "agent", firstname: "Alicia" },
  { email: "bruno@demo.test", role: "agent", firstname: "Bruno" },
];

/** The demo communities' key. The shop signs its customers' identities with it. */
export const DEMO_KEY = { kid: "demo", secret: "0123456789abcdef01234567" };

const DEMO_SOURCES = [
  { token: "demo-messaging", label: "Purple Shop", mode: "messaging", signed_identities: "accept" },
  { token: "demo-live-chat", label: "Purple Shop, live chat", mode: "live_chat", signed_identities: "reject" },
  { token: "demo-signed", label: "Purple Shop, signed in", mode: "messaging", signed_identities: "require" },
] as const;

export interface DemoFeatures {
  accounts: Accounts;
  sources: Sources;
  communities: Communities;
}

/** Makes what is missing of the demo domain. What somebody has changed or deleted in a source stays as it is. */
export async function seedDemo(features: DemoFeatures): Promise<void> {
  const { accounts } = features;
  const domainId = (await accounts.findDomainId(DOMAIN_NAME)) ?? (await accounts.createDomain(DOMAIN_NAME));
  for (const user of DEMO_USERS) {
    if (await accounts.isEmailKnown(user.email)) continue;
    await accounts.createUser({ ...user, domainId, lastname: "", password: DEMO_PASSWORD });
  }
  for (const source of DEMO_SOURCES) {
    if ((await features.sources.findByToken(source.token)) === undefined) await seedSource(features, domainId, source);
  }
}

async function seedSource(
  { sources, communities }: DemoFeatures,
  domainId: string,
  source: (typeof DEMO_SOURCES)[number],
): Promise<void> {
  const { community_id } = await sources.create(domainId, {
    ...source,
    appearance: { title: "Purple Shop", subtitle: "Ask us anything about sizes, orders and returns" },
  });
  if (source.signed_identities === "reject") return;
  await communities.addKey({ domainId, communityId: community_id }, { ...DEMO_KEY, algorithm: "HS256" }, null);
}
