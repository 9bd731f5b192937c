import {
  IconAdjustmentsHorizontal,
  IconArrowLeft,
  IconCode,
  IconKey,
  IconShieldCheck,
  IconTransfer,
  IconUserX,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useParams } from "@tanstack/react-router";
import { LoadFailure, Message } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { communitiesQuery } from "../../http/queries.ts";
import { SideNavigation } from "../parts/side-navigation.tsx";
import { CommunityForm } from "./community-form.tsx";
import "./communities.css";

const entries = [
  { to: "/admin/communities/$communityId", name: "Settings", Icon: IconAdjustmentsHorizontal },
  { to: "/admin/communities/$communityId/keys", name: "Keys", Icon: IconKey },
  { to: "/admin/communities/$communityId/code", name: "Code for your server", Icon: IconCode },
  { to: "/admin/communities/$communityId/token", name: "Test a token", Icon: IconShieldCheck },
  { to: "/admin/communities/$communityId/mapping", name: "Extra values", Icon: IconTransfer },
  { to: "/admin/communities/$communityId/refusals", name: "Refusals", Icon: IconUserX },
] as const;

/** What surrounds everything that belongs to one community. */
export function CommunityPage() {
  const { communityId } = useParams({ from: "/signed-in/admin/communities/$communityId" });
  const communities = useQuery(communitiesQuery);
  const community = communities.data?.find(({ id }) => id === communityId);
  const isNew = communityId === "new";
  return (
    <div className="source-page">
      <header className="source-head">
        <Link to="/admin/communities" className="admin-back">
          <IconArrowLeft size={14} /> Communities
        </Link>
        <h1 className="source-title truncated">{isNew ? "New community" : community?.name}</h1>
      </header>
      {isNew && <NewCommunity />}
      {!isNew && communities.isPending && <LateRows count={6} label="Loading the community" />}
      {!isNew && communities.isError && community === undefined && (
        <LoadFailure error={communities.error} onRetry={() => void communities.refetch()} />
      )}
      {!isNew && communities.isSuccess && community === undefined && (
        <Message title="No such community">It may have been deleted, or the address was mistyped.</Message>
      )}
      {community !== undefined && (
        <>
          <SideNavigation name="Community">
            {entries.map(({ to, name, Icon }) => (
              <li key={to}>
                <Link
                  to={to}
                  params={{ communityId }}
                  activeOptions={{ exact: name === "Settings" }}
                  className="source-entry"
                >
                  <Icon size={16} stroke={1.7} aria-hidden="true" />
                  {name}
                </Link>
              </li>
            ))}
          </SideNavigation>
          <div className="source-content">
            <Outlet />
          </div>
        </>
      )}
    </div>
  );
}

function NewCommunity() {
  usePageTitle("New community");
  return (
    <div className="source-content">
      <CommunityForm community={null} />
    </div>
  );
}
