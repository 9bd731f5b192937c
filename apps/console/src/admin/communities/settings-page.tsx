import { usePageTitle } from "../../application/page-title.ts";
import { CommunityForm } from "./community-form.tsx";
import { useCommunity } from "./use-community.ts";

export function CommunitySettingsPage() {
  const community = useCommunity();
  usePageTitle(community.name);
  return <CommunityForm key={community.id} community={community} />;
}
