import type { CustomVariables, IdentityClaims, PageView, VisitorToServer } from "@beckon/protocol";
import { PROTOCOL_VERSION } from "@beckon/protocol/constants";
import type { VisitorProof } from "./api.ts";
import { type BrowserIdentity, takeIdentity } from "./identity.ts";
import type { SafeStorage } from "./safe-storage.ts";

type Hello = VisitorToServer & { type: "hello" };

/** Who the visitor is and what is told of them: identity, claims, page. It remembers what each connection was told. */
export interface VisitorProfile {
  identity(): BrowserIdentity | null;
  /** Takes over the identity of the leader, which storage may not have kept. */
  adopt(identity: BrowserIdentity | null): void;
  proof(): VisitorProof | null;
  hello(known: Hello["known"]): Hello;
  /** Another identity for the refused one. False when that was done before: never in circles. */
  renew(): boolean;
  claim(more: IdentityClaims): void;
  /** Null: the visitor goes on without. */
  sign(token: string | null): void;
  view(pageView: PageView, customVariables: CustomVariables): VisitorToServer;
  /** What the hello of this connection did not say. */
  untold(): VisitorToServer[];
  forget(): void;
}

export function createVisitorProfile(
  storage: SafeStorage,
  identityKey: string,
  now: () => number,
  firstClaims: IdentityClaims | null,
  firstToken: string | null,
): VisitorProfile {
  let identity: BrowserIdentity | null = null;
  let isRenewed = false;
  let claims = firstClaims;
  let token = firstToken;
  let claimsTold: IdentityClaims | null = null;
  let lastView: VisitorToServer | null = null;

  return {
    identity: () => identity,
    adopt(other) {
      identity = other ?? identity;
    },
    proof: () => identity && { ...identity, token },
    hello(known) {
      identity = takeIdentity(storage, identityKey, now(), identity, null);
      claimsTold = claims;
      return {
        type: "hello",
        version: PROTOCOL_VERSION,
        identity,
        known,
        ...(claims && { claims }),
        ...(token && { token }),
      };
    },
    renew() {
      if (isRenewed) return false;
      isRenewed = true;
      identity = takeIdentity(storage, identityKey, now(), null, identity);
      return true;
    },
    claim(more) {
      claims = { ...claims, ...more };
    },
    sign(other) {
      token = other;
    },
    view(pageView, customVariables) {
      lastView = { type: "view_page", page_view: pageView, custom_variables: customVariables };
      return lastView;
    },
    untold() {
      const frames: VisitorToServer[] = [];
      if (claims && claims !== claimsTold && !token) frames.push({ type: "complete_identity", claims });
      if (lastView) frames.push(lastView);
      return frames;
    },
    forget() {
      identity = claims = lastView = null;
    },
  };
}
