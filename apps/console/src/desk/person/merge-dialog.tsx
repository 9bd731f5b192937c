import type { IdentityGroup, IdentityGroupSummary } from "@beckon/protocol";
import { Button, Modal, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconArrowLeft, IconSearch } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LoadFailure } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { endpoints } from "../../http/endpoints.ts";
import { PersonFacts } from "./person-facts.tsx";
import { PERSON } from "./use-person.ts";

interface MergeDialogProps {
  group: IdentityGroup;
  onMerged: (merged: IdentityGroup, other: IdentityGroupSummary) => void;
  onClose: () => void;
}

/** Finds another person, shows whom a merge would make, and merges. */
export function MergeDialog({ group, onMerged, onClose }: MergeDialogProps) {
  const [other, setOther] = useState<IdentityGroupSummary | null>(null);
  return (
    <Modal
      opened
      onClose={onClose}
      title={other === null ? `Merge ${group.name} with…` : `Merge ${group.name} with ${other.name}?`}
      centered
      lockScroll={false}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {other === null ? (
        <PersonSearch group={group} onChoose={setOther} />
      ) : (
        <MergePreview group={group} other={other} onBack={() => setOther(null)} onMerged={onMerged} />
      )}
    </Modal>
  );
}

function PersonSearch({ group, onChoose }: { group: IdentityGroup; onChoose: (other: IdentityGroupSummary) => void }) {
  const [wanted, setWanted] = useState("");
  const [search] = useDebouncedValue(wanted.trim(), 200);
  const found = useQuery({
    queryKey: [PERSON, "search", search],
    queryFn: () => endpoints.persons.list(search),
    placeholderData: (before) => before,
  });
  const others = (found.data?.records ?? []).filter(({ id }) => id !== group.id);
  return (
    <>
      <TextInput
        data-autofocus
        type="search"
        aria-label="Find a person"
        placeholder="Name, company, e-mail, phone or uuid"
        leftSection={<IconSearch size={15} />}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      {found.isPending && <LateRows count={3} label="Loading persons" />}
      {found.isError && <LoadFailure error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && others.length === 0 && (
        <p className="visitor-quiet person-none">
          {search === "" ? "There is nobody else yet." : `Nobody else has “${search}” in their names or addresses.`}
        </p>
      )}
      <ul className="person-found" aria-label="Persons">
        {others.map((other) => (
          <li key={other.id}>
            <button type="button" onClick={() => onChoose(other)}>
              <span className="person-found-name">{other.name}</span>
              <span className="visitor-quiet">{sayOf(other)}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.isSuccess && found.data.count > found.data.records.length && (
        <p className="visitor-quiet">There are more: write more of the name.</p>
      )}
    </>
  );
}

function MergePreview({
  group,
  other,
  onBack,
  onMerged,
}: {
  group: IdentityGroup;
  other: IdentityGroupSummary;
  onBack: () => void;
  onMerged: MergeDialogProps["onMerged"];
}) {
  const preview = useQuery({
    queryKey: [PERSON, "preview", group.id, other.id],
    queryFn: () => endpoints.persons.preview(group.id, other.id),
    staleTime: 0,
  });
  const merge = useMutation({
    mutationFn: () => endpoints.persons.merge(group.id, other.id),
    onSuccess: (merged) => onMerged(merged, other),
  });
  return (
    <>
      <p>
        They become one person, whose conversations stand together. {group.name}’s values stand in front; what differs
        is kept, and separating them brings back each as before.
      </p>
      {preview.isPending && <LateRows count={4} label="Loading the preview" />}
      {preview.isError && <LoadFailure error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isSuccess && (
        <div className="person-preview">
          <PersonFacts group={preview.data} />
        </div>
      )}
      {merge.isError && (
        <p className="person-error" role="alert">
          {merge.error.message}
        </p>
      )}
      <div className="person-foot person-dialog-foot">
        <Button variant="default" leftSection={<IconArrowLeft size={15} />} onClick={onBack}>
          Another person
        </Button>
        <Button loading={merge.isPending} disabled={!preview.isSuccess} onClick={() => merge.mutate()}>
          Merge
        </Button>
      </div>
    </>
  );
}

function sayOf({ company, emails, phones, identity_ids }: IdentityGroupSummary): string {
  const known = [company, emails[0], phones[0]].filter((each) => each !== null && each !== undefined);
  if (identity_ids.length > 1) known.push(`${identity_ids.length} identities`);
  return known.length === 0 ? "Nothing else is known." : known.join(" · ");
}
