import type { Identity, IdentityGroup } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconArrowsJoin, IconUnlink } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { endpoints } from "../../http/endpoints.ts";
import { ExtraValues } from "./extra-values.tsx";
import { nameIdentity, sayStanding } from "./identity-words.ts";
import { MergeDialog } from "./merge-dialog.tsx";

interface IdentitiesSectionProps {
  group: IdentityGroup;
  /** The identity that writes in the thread. */
  ownId: string;
  mayEdit: boolean;
  onChanged: (group: IdentityGroup) => void;
}

/** What was done a moment ago, and what takes it back. */
type Done = { text: string; undo: () => Promise<IdentityGroup> };

/** The identities of a person, with what the website says of each; merged and separated here. */
export function IdentitiesSection({ group, ownId, mayEdit, onChanged }: IdentitiesSectionProps) {
  const id = useId();
  const [merging, setMerging] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const isOne = group.identities.length === 1;
  const separate = useMutation({
    mutationFn: (identity: Identity) => endpoints.persons.separate(group.id, [identity.id]),
    onSuccess: (changed, identity) => {
      onChanged(changed);
      setDone({
        text: `${nameIdentity(identity)} is a person of their own.`,
        undo: () => endpoints.persons.merge(rootBefore(group, identity), idAfter(group, identity)),
      });
    },
  });
  const undo = useMutation({
    mutationFn: (what: Done) => what.undo(),
    onSuccess: (changed) => {
      setDone(null);
      onChanged(changed);
    },
  });
  const failure = separate.error ?? undo.error;
  return (
    <section className="visitor-section" aria-labelledby={id}>
      <div className="person-head">
        <h3 id={id}>{isOne ? "Identity" : `Identities (${group.identities.length})`}</h3>
        {mayEdit && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconArrowsJoin size={13} aria-hidden="true" />}
            onClick={() => setMerging(true)}
          >
            Merge
          </Button>
        )}
      </div>
      <ul className="person-identities">
        {group.identities.map((identity) => (
          <li key={identity.id}>
            <div className="person-identity">
              <p>
                {nameIdentity(identity)}
                {!isOne && identity.id === ownId && <span className="person-mark">this thread</span>}
              </p>
              {mayEdit && !isOne && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  leftSection={<IconUnlink size={13} aria-hidden="true" />}
                  aria-label={`Separate ${nameIdentity(identity)}`}
                  loading={separate.isPending && separate.variables.id === identity.id}
                  onClick={() => separate.mutate(identity)}
                >
                  Separate
                </Button>
              )}
            </div>
            <p className="visitor-quiet">{sayStanding(identity)}</p>
            <ExtraValues identity={identity} mapped={group.mapped_extra_values} />
          </li>
        ))}
      </ul>
      <div role="status">
        {done !== null && (
          <p className="person-done">
            <span>{done.text}</span>
            <Button size="compact-xs" variant="default" loading={undo.isPending} onClick={() => undo.mutate(done)}>
              Undo
            </Button>
          </p>
        )}
      </div>
      {failure !== null && (
        <p className="person-error" role="alert">
          {failure.message}
        </p>
      )}
      {merging && (
        <MergeDialog
          group={group}
          onMerged={(merged, other) => {
            setMerging(false);
            onChanged(merged);
            setDone({
              text: `${other.name} is merged.`,
              undo: () => endpoints.persons.separate(merged.id, other.identity_ids),
            });
          }}
          onClose={() => setMerging(false)}
        />
      )}
    </section>
  );
}

/** When the one leaves whom the others were merged into, these have a root of their own from then on. */
function rootBefore(group: IdentityGroup, left: Identity): string {
  return left.id === group.id ? left.id : group.id;
}

function idAfter(group: IdentityGroup, left: Identity): string {
  if (left.id !== group.id) return left.id;
  return group.identities.find(({ id }) => id !== left.id)?.id ?? left.id;
}
