import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { usePageTitle } from "../../application/page-title.ts";
import { holdsAny, useMe } from "../../application/session.ts";
import { fullName } from "../../controls/full-name.decisions.ts";
import { usersQuery } from "../../http/queries.ts";
import { ListPage } from "../parts/list-page.tsx";
import { NewPersonDialog } from "./new-person-dialog.tsx";

export function PeoplePage() {
  usePageTitle("People");
  const users = useQuery(usersQuery);
  const mayAdd = holdsAny(useMe(), ["invite_user"]);
  const [isAdding, setAdding] = useState(false);
  const add = () => {
    if (mayAdd) setAdding(true);
  };
  return (
    <>
      <ListPage
        title="People"
        about="Who works here, and which roles they have."
        query={users}
        textOf={(user) => `${fullName(user)} ${user.email}`}
        onNew={add}
        action={
          mayAdd && (
            <Button leftSection={<IconPlus size={15} />} onClick={add}>
              Add person
            </Button>
          )
        }
        empty={<p className="list-empty-title">Nobody yet</p>}
      >
        {(rows) => (
          <ul className="record-list" aria-label="People">
            {rows.map((user) => (
              <li key={user.id} className="record-row">
                <div className="record-words">
                  <Link to="/admin/people/$userId" params={{ userId: user.id }} className="record-label">
                    {fullName(user)}
                  </Link>
                  <p className="record-about">
                    {user.email}
                    {user.deactivated_at !== null && " · deactivated"}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        )}
      </ListPage>
      {isAdding && <NewPersonDialog onClose={() => setAdding(false)} />}
    </>
  );
}
