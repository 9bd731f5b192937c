import type { Team } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { usePageTitle } from "../../application/page-title.ts";
import { endpoints } from "../../http/endpoints.ts";
import { teamsQuery, usersQuery } from "../../http/queries.ts";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { ListPage } from "../parts/list-page.tsx";
import { notify } from "../parts/notices.tsx";
import { RecordList } from "../parts/record-list.tsx";
import { TeamDialog } from "./team-dialog.tsx";
import { sayMembers } from "./team-draft.decisions.ts";

type Task = { kind: "none" } | { kind: "make" } | { kind: "edit" | "delete"; team: Team };

/** Who works together: conversations are sent to teams, and passed on to them. */
export function TeamsPage() {
  usePageTitle("Teams");
  const queryClient = useQueryClient();
  const teams = useQuery(teamsQuery);
  const users = useQuery(usersQuery);
  const [task, setTask] = useState<Task>({ kind: "none" });
  const done = () => setTask({ kind: "none" });
  const make = () => setTask({ kind: "make" });
  const remove = async () => {
    if (task.kind !== "delete") return;
    await endpoints.teams.remove(task.team.id);
    notify(`“${task.team.label}” is deleted.`);
    await queryClient.invalidateQueries({ queryKey: teamsQuery.queryKey });
  };
  return (
    <>
      <ListPage
        title="Teams"
        about="Who works together. Conversations can be sent to a team, and passed on to one."
        query={teams}
        textOf={(team) => `${team.label} ${sayMembers(team, users.data ?? [])}`}
        onNew={make}
        action={
          <Button leftSection={<IconPlus size={15} />} onClick={make}>
            New team
          </Button>
        }
        empty={
          <>
            <p className="list-empty-title">No team yet</p>
            <p>Make the first one, such as Returns, and say who is in it.</p>
          </>
        }
      >
        {(rows) => (
          <RecordList
            name="Teams"
            rows={rows}
            onDelete={(team) => setTask({ kind: "delete", team })}
            renderWords={(team) => (
              <>
                <button type="button" className="record-label" onClick={() => setTask({ kind: "edit", team })}>
                  {team.label}
                </button>
                <p className="record-about">{sayMembers(team, users.data ?? [])}</p>
              </>
            )}
          />
        )}
      </ListPage>
      {(task.kind === "make" || task.kind === "edit") && (
        <TeamDialog team={task.kind === "edit" ? task.team : null} users={users.data ?? []} onClose={done} />
      )}
      <ConfirmDialog
        title={task.kind === "delete" ? `Delete “${task.team.label}”?` : "Delete?"}
        opened={task.kind === "delete"}
        action="Delete"
        onConfirm={remove}
        onClose={done}
      >
        <p>Its people stay. Nothing is sent to the team any more, and it does not come back.</p>
      </ConfirmDialog>
    </>
  );
}
