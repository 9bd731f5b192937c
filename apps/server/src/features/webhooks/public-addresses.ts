import { BlockList, isIP } from "node:net";

/** What is this machine's, its network's, or nobody's: whoever may name an address must not reach these through us. */
const NOT_PUBLIC: readonly [network: string, bits: number, family: "ipv4" | "ipv6"][] = [
  ["0.0.0.0", 8, "ipv4"],
  ["10.0.0.0", 8, "ipv4"],
  ["100.64.0.0", 10, "ipv4"],
  ["127.0.0.0", 8, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.0.0.0", 24, "ipv4"],
  ["192.0.2.0", 24, "ipv4"],
  ["192.88.99.0", 24, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["198.18.0.0", 15, "ipv4"],
  ["198.51.100.0", 24, "ipv4"],
  ["203.0.113.0", 24, "ipv4"],
  ["224.0.0.0", 3, "ipv4"],
  // Everything but what is given out (2000::/3), and of that what carries addresses of the other kind, or is nobody's.
  ["::", 3, "ipv6"],
  ["4000::", 2, "ipv6"],
  ["8000::", 1, "ipv6"],
  ["2001::", 23, "ipv6"],
  ["2001:db8::", 32, "ipv6"],
  ["2002::", 16, "ipv6"],
  ["3fff::", 20, "ipv6"],
];

// One for each kind: a list of both takes an address of the one for one of the other, mapped.
const notPublic = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, bits, family] of NOT_PUBLIC) notPublic[family].addSubnet(network, bits, family);

export const PRIVATE = "That is an address of a private network.";

/** Whether an IP address is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  const family = version === 4 ? "ipv4" : "ipv6";
  return !notPublic[family].check(address, family);
}

/** Why an address may not be called, as far as it says so itself; null when it may. */
export function findTargetFault(address: string, allowPrivate: boolean): string | null {
  if (!URL.canParse(address)) return "That is not an address.";
  const { protocol, hostname, username, password } = new URL(address);
  const isWeb = protocol === "https:" || (allowPrivate && protocol === "http:");
  if (!isWeb) return "Write an address that begins with https://.";
  if (username !== "" || password !== "") return "Leave name and password out: calls are signed.";
  const literal = hostname.replace(/^\[|\]$/g, "");
  const isLiteral = isIP(literal) !== 0;
  return isLiteral && !allowPrivate && !isPublicAddress(literal) ? PRIVATE : null;
}
