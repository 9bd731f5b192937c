import type { Person } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMe } from "../../application/session.ts";
import { fullName } from "../../controls/full-name.decisions.ts";
import { endpoints } from "../../http/endpoints.ts";
import { personQuery, usersQuery } from "../../http/queries.ts";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { notify } from "../parts/notices.tsx";

/** Takes somebody out, or lets them in again. Nobody does so to themselves. */
export function ActivationButton({ person }: { person: Person }) {
  const queryClient = useQueryClient();
  const me = useMe();
  const [isAsked, setAsked] = useState(false);
  if (person.id === me.id) return null;
  const isActive = person.deactivated_at === null;
  const act = async () => {
    const after = await endpoints.letPerson(person.id, isActive ? "deactivate" : "activate");
    queryClient.setQueryData(personQuery(person.id).queryKey, after);
    notify(isActive ? `${fullName(person)} is deactivated.` : `${fullName(person)} can sign in again.`);
    await queryClient.invalidateQueries({ queryKey: usersQuery.queryKey });
  };
  return (
    <>
      <Button variant="default" onClick={() => setAsked(true)}>
        {isActive ? "Deactivate" : "Let in again"}
      </Button>
      <ConfirmDialog
        title={isActive ? `Deactivate ${fullName(person)}?` : `Let ${fullName(person)} in again?`}
        opened={isAsked}
        action={isActive ? "Deactivate" : "Let in again"}
        onConfirm={act}
        onClose={() => setAsked(false)}
      >
        <p>
          {isActive
            ? "They are signed out everywhere, their tokens stop to work, and their live chats go back into the queue. What they did stays."
            : "They can sign in with the password and the roles that they had."}
        </p>
      </ConfirmDialog>
    </>
  );
}
