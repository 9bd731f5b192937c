import type { Community } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { usePageTitle } from "../../application/page-title.ts";
import { holdsAny, useMe } from "../../application/session.ts";
import { endpoints } from "../../http/endpoints.ts";
import { communitiesQuery, sourcesQuery } from "../../http/queries.ts";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { ListPage } from "../parts/list-page.tsx";
import { notify } from "../parts/notices.tsx";
import { RecordList } from "../parts/record-list.tsx";
import { signedSentences } from "./community-words.ts";

export function CommunitiesPage() {
  usePageTitle("Communities");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const mayMake = holdsAny(useMe(), ["create_community"]);
  const communities = useQuery(communitiesQuery);
  const sources = useQuery(sourcesQuery);
  const [leaving, setLeaving] = useState<Community | null>(null);
  const make = () => {
    if (mayMake) void navigate({ to: "/admin/communities/$communityId", params: { communityId: "new" } });
  };
  const usersOf = ({ id }: Community) => (sources.data ?? []).filter(({ community_id }) => community_id === id);
  const remove = async () => {
    if (leaving === null) return;
    await endpoints.communities.remove(leaving.id);
    notify(`“${leaving.name}” is deleted.`);
    await queryClient.invalidateQueries({ queryKey: communitiesQuery.queryKey });
  };
  return (
    <>
      <ListPage
        title="Communities"
        about="Whom the visitors of your sources are known as, and the keys by which your website proves it."
        query={communities}
        textOf={({ name }) => name}
        onNew={make}
        action={
          mayMake && (
            <Button leftSection={<IconPlus size={15} />} onClick={make}>
              New community
            </Button>
          )
        }
        empty={
          <>
            <p className="list-empty-title">No community yet</p>
            <p>Each source gets one when it is made. Make one for sources whose visitors should be the same people.</p>
          </>
        }
      >
        {(rows) => (
          <RecordList
            name="Communities"
            rows={rows.map((row) => ({ ...row, label: row.name }))}
            onDelete={setLeaving}
            renderWords={(row) => (
              <>
                <Link to="/admin/communities/$communityId" params={{ communityId: row.id }} className="record-label">
                  {row.name}
                </Link>
                <p className="record-about">{signedSentences[row.signed_identities]}</p>
                {sources.isSuccess && <p className="record-about">{sayUsers(usersOf(row))}</p>}
              </>
            )}
          />
        )}
      </ListPage>
      <ConfirmDialog
        title={`Delete “${leaving?.name ?? ""}”?`}
        opened={leaving !== null}
        action="Delete"
        onConfirm={remove}
        onClose={() => setLeaving(null)}
      >
        <p>
          Its keys and its log of refusals go with it, for good. While a source or a visitor belongs to it, it stays.
        </p>
      </ConfirmDialog>
    </>
  );
}

function sayUsers(sources: readonly { label: string }[]): string {
  if (sources.length === 0) return "No source uses it.";
  return `Used by ${sources.map(({ label }) => label).join(", ")}.`;
}
