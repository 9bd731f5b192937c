import { createHash } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";

/** Who is signed in to the shop, as the sign-in form was filled. */
export interface Customer {
  readonly email: string;
  readonly firstname: string;
  readonly lastname: string;
}

/** The key that the shop shares with its chat provider, as the provider's console shows it. */
export interface IdentityKey {
  readonly kid: string;
  readonly secret: string;
}

/** Longer than the hour that a strict provider asks of a fresh token. */
const identityHours = 4;
const sessionAudience = "purple-shop-session";
const longestField = 100;

/** Reads a sign-in form; undefined when a field is missing or too long. The demonstration asks for no password. */
export function readCustomer(form: URLSearchParams): Customer | undefined {
  const [email, firstname, lastname] = ["email", "firstname", "lastname"].map((name) => (form.get(name) ?? "").trim());
  if (!email || !firstname || !lastname) return undefined;
  if ([email, firstname, lastname].some((value) => value.length > longestField)) return undefined;
  return /^[^\s@]+@[^\s@]+$/.test(email) ? { email, firstname, lastname } : undefined;
}

/** The signed identity for the chat: a JWT that says who the customer is, for four hours. */
export async function signIdentity(customer: Customer, key: IdentityKey): Promise<string> {
  return await new SignJWT({ ...customer, uuid: customerNumber(customer) })
    .setProtectedHeader({ alg: "HS256", typ: "JWT", kid: key.kid })
    .setIssuedAt()
    .setExpirationTime(`${identityHours}h`)
    .sign(new TextEncoder().encode(key.secret));
}

/** The session's cookie: the shop keeps no sessions, it signs them. */
export async function signSession(customer: Customer, sessionKey: Uint8Array): Promise<string> {
  return await new SignJWT({ ...customer })
    .setProtectedHeader({ alg: "HS256" })
    .setAudience(sessionAudience)
    .setExpirationTime("1d")
    .sign(sessionKey);
}

/** The customer of a session's cookie; undefined when it is not ours, or has run out. */
export async function readSession(cookie: string, sessionKey: Uint8Array): Promise<Customer | undefined> {
  try {
    const { payload } = await jwtVerify(cookie, sessionKey, { audience: sessionAudience, algorithms: ["HS256"] });
    return {
      email: String(payload.email),
      firstname: String(payload.firstname),
      lastname: String(payload.lastname),
    };
  } catch {
    return undefined;
  }
}

/** The same e-mail is the same customer, on every device. */
function customerNumber({ email }: Customer): string {
  return `purple-${createHash("sha256").update(email.toLowerCase()).digest("hex").slice(0, 24)}`;
}
