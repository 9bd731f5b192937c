import type { ThreadSummary } from "@beckon/protocol";
import { Button, Modal, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { endpoints } from "../../http/endpoints.ts";
import { type ErasureKind, isConfirmed, sayStored } from "./erasure-words.decisions.ts";

interface EraseDialogProps {
  kind: ErasureKind;
  identity: ThreadSummary["identity"];
  onClose: () => void;
}

const words = {
  anonymise: {
    title: "Anonymise this visitor?",
    action: "Anonymise for good",
    means:
      "The name, the address and everything else that says who this is are removed, and so are the words of every message, note and file. The conversations stay, closed and empty, so that they still count.",
    done: "The visitor is anonymised. Nothing of what was said is left.",
  },
  delete: {
    title: "Delete this visitor?",
    action: "Delete for good",
    means: "The visitor goes, and every conversation with them: messages, notes, files and pages. Nothing of it stays.",
    done: "The visitor and all conversations with them are deleted.",
  },
} as const;

/** Says what will go, and waits until the visitor's name is typed: nobody does this by a slip. */
export function EraseDialog({ kind, identity, onClose }: EraseDialogProps) {
  const { title, action, means, done } = words[kind];
  // The visitor has another name, or none, once it is done.
  const [name] = useState(identity.name);
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const stored = useQuery({
    queryKey: ["identity_stored", identity.id],
    queryFn: () => endpoints.identityStored(identity.id),
    staleTime: 0,
    gcTime: 0,
  });
  const work = useMutation({
    mutationFn: async () => {
      if (kind === "anonymise") await endpoints.anonymiseIdentity(identity.id);
      else await endpoints.deleteIdentity(identity.id);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (work.isPending) return;
    if (isConfirmed(typed, name)) work.mutate();
    else setWrong(true);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={work.isSuccess ? "Done" : title}
      centered
      lockScroll={false}
      closeOnClickOutside={!work.isPending}
      closeOnEscape={!work.isPending}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {work.isSuccess ? (
        <>
          <p role="status">{done}</p>
          <div className="erase-foot">
            <Button data-autofocus onClick={onClose}>
              Close
            </Button>
          </div>
        </>
      ) : (
        <form onSubmit={submit} noValidate className="erase-form">
          <p>{means}</p>
          <p role="status">
            {stored.isPending && "Counting what is stored …"}
            {stored.isSuccess && `Of ${name} there are ${sayStored(stored.data)}.`}
            {stored.isError && (
              <>
                What is stored could not be counted: {stored.error.message}{" "}
                <Button size="compact-xs" variant="subtle" onClick={() => void stored.refetch()}>
                  Try again
                </Button>
              </>
            )}
          </p>
          <p>There is no way back.</p>
          <TextInput
            label={`Type “${name}” to confirm`}
            data-autofocus
            autoComplete="off"
            value={typed}
            error={isWrong && "That is not the visitor's name as it stands above."}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setWrong(false);
            }}
          />
          {work.isError && (
            <p className="erase-error" role="alert">
              {work.error.message}
            </p>
          )}
          <div className="erase-foot">
            <Button variant="default" disabled={work.isPending} onClick={onClose}>
              Leave it
            </Button>
            <Button type="submit" color="red" loading={work.isPending}>
              {action}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}
