import type { Permission, SignedInUser, SourcePermission } from "@beckon/protocol";
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { endpoints } from "../http/endpoints.ts";
import { RequestError } from "../http/request.ts";
import { queryClient } from "./query-client.ts";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => endpoints.me(signal),
  // Rights change while the console is open: whoever comes back to it sees by then what is theirs.
  staleTime: 60_000,
});

/** The signed-in user; only beneath the routes that require one. */
export function useMe(): SignedInUser {
  return useSuspenseQuery(meQuery).data;
}

/** Whether somebody holds one of the permissions. What is shown goes by it; what is allowed, the server says. */
export function holdsAny(user: SignedInUser, permissions: readonly Permission[]): boolean {
  return permissions.some((permission) => user.permissions.includes(permission));
}

/** The same for something that is done in a source, which asks for reading it too. */
export function holdsForSource(user: SignedInUser, sourceId: string, permission: SourcePermission): boolean {
  const own = user.sources.find(({ source_id }) => source_id === sourceId)?.permissions ?? [];
  const held = [...user.source_permissions, ...own];
  return held.includes("read") && held.includes(permission);
}

/** False only when the server says so: without an answer the session counts as alive. */
export async function isSessionAlive(): Promise<boolean> {
  try {
    await endpoints.me();
    return true;
  } catch (error) {
    return !(error instanceof RequestError && error.status === 401);
  }
}

/** Signs in, forgets what the last user saw and takes the next one in. */
export async function beginSession(email: string, password: string): Promise<void> {
  await endpoints.logIn(email, password);
  const user = await endpoints.me();
  queryClient.clear();
  queryClient.setQueryData(meQuery.queryKey, user);
}

/** A place within the console to go on to after the login; anything else leads to the desk. */
export function placeAfterLogin(next: string | undefined): string {
  return next !== undefined && /^\/(desk|admin|analytics)(\/[\w/-]*)?$/.test(next) ? next : "/desk";
}
