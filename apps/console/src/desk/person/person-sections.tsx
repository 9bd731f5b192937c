import type { IdentityGroup, ThreadSummary } from "@beckon/protocol";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { LoadFailure } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { holdsAny, useMe } from "../../application/session.ts";
import { customFieldsQuery } from "../../http/queries.ts";
import { EarlierThreads } from "./earlier-threads.tsx";
import { IdentitiesSection } from "./identities-section.tsx";
import { PersonFacts } from "./person-facts.tsx";
import { PersonForm } from "./person-form.tsx";
import "./person.css";
import { PERSON, usePerson } from "./use-person.ts";

/** Who the visitor is, for those who may know: what is known of the person, their identities, what they wrote before. */
export function PersonSections({ thread }: { thread: ThreadSummary }) {
  const me = useMe();
  return holdsAny(me, ["read_identity"]) ? (
    <KnownPerson thread={thread} mayEdit={holdsAny(me, ["update_identity"])} />
  ) : null;
}

function KnownPerson({ thread, mayEdit }: { thread: ThreadSummary; mayEdit: boolean }) {
  const queryClient = useQueryClient();
  const person = usePerson(thread.identity);
  const { data: fields } = useQuery(customFieldsQuery);
  const [editing, setEditing] = useState(false);
  const take = (group: IdentityGroup) => {
    const { group_id, revision } = thread.identity;
    if (group.id === group_id) queryClient.setQueryData([PERSON, group_id, revision], group);
    void queryClient.invalidateQueries({ queryKey: [PERSON] });
  };
  if (person.data === undefined) {
    return (
      <section className="visitor-section" aria-label="Person">
        {person.isError ? (
          <LoadFailure error={person.error} onRetry={() => void person.refetch()} />
        ) : (
          <LateRows count={3} label="Loading the person" />
        )}
      </section>
    );
  }
  return (
    <>
      {editing && fields !== undefined ? (
        <PersonForm
          key={person.data.id}
          group={person.data}
          fields={fields.filter(({ active }) => active)}
          onSaved={(group) => {
            take(group);
            setEditing(false);
          }}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <PersonFacts group={person.data} {...(mayEdit && { onEdit: () => setEditing(true) })} />
      )}
      <IdentitiesSection group={person.data} ownId={thread.identity.id} mayEdit={mayEdit} onChanged={take} />
      <EarlierThreads groupId={person.data.id} threadId={thread.id} />
    </>
  );
}
