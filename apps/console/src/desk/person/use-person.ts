import type { IdentityGroup, IdentitySummary } from "@beckon/protocol";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { endpoints } from "../../http/endpoints.ts";

/** All that is known of persons begins with this key. */
export const PERSON = "identity_group";

/** The person behind a thread's identity. The thread's summary says when something of them has changed. */
export function usePerson(identity: IdentitySummary): UseQueryResult<IdentityGroup> {
  return useQuery({
    queryKey: [PERSON, identity.group_id, identity.revision],
    queryFn: () => endpoints.persons.find(identity.group_id),
    placeholderData: keepPreviousData,
  });
}
