import type { Community } from "@beckon/protocol";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { communitiesQuery } from "../../http/queries.ts";

/** The community of the address; only beneath its page, which is not shown before the community is there. */
export function useCommunity(): Community {
  const { communityId } = useParams({ from: "/signed-in/admin/communities/$communityId" });
  const communities = useQuery(communitiesQuery);
  const community = communities.data?.find(({ id }) => id === communityId);
  if (community === undefined) throw new Error("The community is gone. Go back to the list of communities.");
  return community;
}
