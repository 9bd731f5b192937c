import type { Identity } from "@beckon/protocol";

/** What tells an identity from another one of the same person. */
export function nameIdentity(identity: Identity): string {
  const full = [identity.firstname, identity.lastname].filter((part) => part !== null && part !== "").join(" ");
  return (
    full || identity.screenname || identity.email || identity.uuid || `Visitor ${identity.id.slice(-4).toUpperCase()}`
  );
}

/** How much is proven of who it is. */
export function sayStanding({ uuid, uuid_standing, email }: Identity): string {
  const known = {
    signed: `Signed as ${uuid}`,
    shared: `Known as ${uuid}, not signed`,
    claimed: `Says to be ${uuid}, not proven`,
  };
  const standing = uuid_standing === null ? "Known by the browser" : known[uuid_standing];
  return email === null ? standing : `${standing} · ${email}`;
}
