import type { ChatHandle, LaunchOptions } from "@beckon/chat-client";
import type { RefusalReason } from "@beckon/protocol";
import { findSlot } from "@beckon/sdk/slot";
import { claimsOf } from "./claims.ts";

export type Identified = LaunchOptions["identified"];

/**
 * Carries out `_setIdentity` or `_setSignedIdentity`. `act` is for the window that is there, if one is: another visitor
 * needs another one (`relaunch`); the same visitor is only completed, or signed for longer.
 */
export const identify = (
  before: Identified,
  command: readonly unknown[],
  relaunch: () => void,
): { readonly next: Identified; act(handle: ChatHandle | null): void } => {
  const [name, given] = command;
  let { claims, signedIdentity } = before;
  let tell: (handle: ChatHandle) => void;
  if (name === "_setSignedIdentity") {
    const token = String(given);
    signedIdentity = token;
    tell = (handle) => handle.renewSignedIdentity(token);
  } else {
    const told = claimsOf(Object(given) as Record<string, unknown>);
    if (!told.isWhole) console.warn("Beckon: bad argument:", command);
    claims = told.claims;
    tell = (handle) => handle.completeIdentity(told.claims);
  }
  const slot = findSlot({ claims, signedIdentity });
  return {
    next: { claims, signedIdentity, slot },
    act: (handle) => {
      if (!handle) return;
      if (slot === before.slot) tell(handle);
      else relaunch();
    },
  };
};

/**
 * Tells whoever integrates what was not taken of who the visitor is. True: the token is not right, and the visitor goes
 * on unsigned, where the community lets them; one whose time is over does not.
 */
export const warnOfIdentity = ({ code, message }: RefusalReason, isFinal: boolean): boolean => {
  console.warn(`Beckon: ${message} (${code})`);
  return isFinal && /^(signed|token)_(?!expired|key_revoked)/.test(code);
};
