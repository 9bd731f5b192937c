import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { LoadFailure, Message } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { holdsAny, useMe } from "../../application/session.ts";
import { fullName } from "../../controls/full-name.decisions.ts";
import { capacityQuery, personQuery, rolesOfUserQuery, rolesQuery } from "../../http/queries.ts";
import { RequestError } from "../../http/request.ts";
import { ActivationButton } from "./activation-button.tsx";
import { PersonForm } from "./person-form.tsx";

/** One person: who they are, what they may do, what is sent to them, and how much. */
export function PersonPage() {
  const { userId } = useParams({ from: "/signed-in/admin/section/people/$userId" });
  const mayChange = holdsAny(useMe(), ["update_user"]);
  const person = useQuery(personQuery(userId));
  const roles = useQuery(rolesQuery);
  const held = useQuery(rolesOfUserQuery(userId));
  const capacity = useQuery({ ...capacityQuery(userId), enabled: mayChange });
  usePageTitle(person.data === undefined ? "Person" : fullName(person.data));
  const isMissing = person.error instanceof RequestError && person.error.status === 404;
  const failed = [person, roles, held, capacity].find(({ isError, data }) => isError && data === undefined);
  const isReady =
    person.data !== undefined && roles.data !== undefined && held.data !== undefined && !(mayChange && !capacity.data);
  return (
    <>
      <Link to="/admin/people" className="admin-back">
        <IconArrowLeft size={14} /> People
      </Link>
      <h2 className="list-title record-title">{person.data !== undefined && fullName(person.data)}</h2>
      {isMissing && <Message title="No such person">The address may have been mistyped.</Message>}
      {!isMissing && failed?.error != null && (
        <LoadFailure error={failed.error} onRetry={() => void failed.refetch()} />
      )}
      {!isMissing && !isReady && failed === undefined && <LateRows count={5} label="Loading the person" />}
      {isReady && (
        <>
          {person.data.deactivated_at !== null && (
            <p className="hint" data-tone="note">
              Deactivated: this person cannot sign in, and gets nothing.
            </p>
          )}
          <PersonForm
            key={userId}
            stored={{ person: person.data, roleIds: held.data, capacity: capacity.data ?? null }}
            roles={roles.data}
            mayChange={mayChange}
          >
            {mayChange && <ActivationButton person={person.data} />}
          </PersonForm>
        </>
      )}
    </>
  );
}
