import type { PresenceChange } from "@beckon/protocol";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { endpoints } from "../../http/endpoints.ts";
import { myPresenceQuery } from "../../http/queries.ts";

/** Says something of oneself, to whoever shows it. */
export function useOwnPresence() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: PresenceChange) => endpoints.changePresence(change),
    onSuccess: (presence) => queryClient.setQueryData(myPresenceQuery.queryKey, presence),
  });
}
