import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { usePageTitle } from "../../application/page-title.ts";
import { fullName } from "../../controls/full-name.decisions.ts";
import { usersQuery } from "../../http/queries.ts";
import { ListPage } from "../parts/list-page.tsx";

export function PeoplePage() {
  usePageTitle("People");
  const users = useQuery(usersQuery);
  return (
    <ListPage
      title="People"
      about="Who works here, and which roles they have."
      query={users}
      textOf={(user) => `${fullName(user)} ${user.email}`}
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
                <p className="record-about">{user.email}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </ListPage>
  );
}
