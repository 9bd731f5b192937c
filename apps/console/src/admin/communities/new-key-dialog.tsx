import type { CreatedCommunityKey } from "@beckon/protocol";
import { Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { endpoints } from "../../http/endpoints.ts";
import { communityKeysQuery } from "../../http/queries.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Choice } from "../parts/form-section.tsx";
import { ShownOnce } from "../parts/shown-once.tsx";
import { SmallForm } from "../parts/small-form.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import { bodyOfKey, findKeyErrors, freshKey, type KeyDraft } from "./key-draft.decisions.ts";

interface NewKeyDialogProps {
  communityId: string;
  /** How the key begins: empty, or as the successor of another. */
  initial: KeyDraft;
  /** The `kid` of the key that it replaces. */
  replaces: string | null;
  onClose: () => void;
}

/** Makes a key. A secret that was made is shown, and only here; the dialog then waits to be told that it is kept. */
export function NewKeyDialog({ communityId, initial, replaces, onClose }: NewKeyDialogProps) {
  const [made, setMade] = useState<CreatedCommunityKey | null>(null);
  const isShown = made !== null && made.secret !== null;
  return (
    <FormDialog
      onClose={onClose}
      title={isShown ? "Keep this secret now" : replaces === null ? "New key" : `Replace “${replaces}”`}
      isShownOnce={isShown}
    >
      {made === null || made.secret === null ? (
        <KeyFields
          communityId={communityId}
          initial={initial}
          replaces={replaces}
          onCancel={onClose}
          onMade={(key) => (key.secret === null ? onClose() : setMade(key))}
        />
      ) : (
        <ShownOnce secret={made.secret} name={`the secret of ${made.kid}`} onClose={onClose}>
          This is the secret of “{made.kid}”. It is kept encrypted and never shown again: put it among your server’s
          secrets, and never into a page.
        </ShownOnce>
      )}
    </FormDialog>
  );
}

interface KeyFieldsProps extends Omit<NewKeyDialogProps, "onClose"> {
  onCancel: () => void;
  onMade: (key: CreatedCommunityKey) => void;
}

function KeyFields({ communityId, initial, replaces, onCancel, onMade }: KeyFieldsProps) {
  const queryClient = useQueryClient();
  const form = useDraftForm<KeyDraft, CreatedCommunityKey>({
    stored: freshKey,
    initial,
    isDirty: () => true,
    findErrors: findKeyErrors,
    save: (draft) => endpoints.communities.addKey(communityId, bodyOfKey(draft)),
    draftOf: () => initial,
    onSaved: async (key) => {
      onMade(key);
      await queryClient.invalidateQueries({ queryKey: communityKeysQuery(communityId).queryKey });
    },
  });
  const { draft, errors } = form;
  const change = (next: Partial<KeyDraft>, ...touched: string[]) => form.change({ ...draft, ...next }, touched);
  return (
    <SmallForm form={form} action="Add key" onCancel={onCancel}>
      {replaces !== null && (
        <p>
          Both keys hold until you revoke the old one: give the new one to your server, and see here when “{replaces}”
          is used no more.
        </p>
      )}
      <TextInput
        label="Key id"
        description="Stands as kid in the header of each token."
        name="kid"
        placeholder="website"
        spellCheck={false}
        autoCapitalize="none"
        data-autofocus
        value={draft.kid}
        error={errors.kid}
        onChange={(event) => change({ kid: event.currentTarget.value }, "kid")}
      />
      <Choice
        label="Algorithm"
        help="HS256: one secret, here and on your server. RS256: your server keeps the private key, and we only the public one."
        value={draft.algorithm}
        names={{ HS256: "HS256", RS256: "RS256" }}
        onChange={(algorithm) => change({ algorithm }, "secret", "public_key")}
      />
      {draft.algorithm === "HS256" ? (
        <TextInput
          label="Secret of your own"
          description="Left empty, one is made and shown to you once."
          name="secret"
          spellCheck={false}
          autoComplete="off"
          value={draft.secret}
          error={errors.secret}
          onChange={(event) => change({ secret: event.currentTarget.value }, "secret")}
        />
      ) : (
        <Textarea
          label="Public key"
          description="As PEM, of an RSA key with 2048 bits or more."
          name="public_key"
          placeholder="-----BEGIN PUBLIC KEY-----"
          spellCheck={false}
          rows={6}
          classNames={{ input: "code-input" }}
          value={draft.publicKey}
          error={errors.public_key}
          onChange={(event) => change({ publicKey: event.currentTarget.value }, "public_key")}
        />
      )}
    </SmallForm>
  );
}
