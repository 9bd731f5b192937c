import type { Community } from "@beckon/protocol";
import { Switch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { endpoints } from "../../http/endpoints.ts";
import { communitiesQuery } from "../../http/queries.ts";
import { FormFoot } from "../parts/form-foot.tsx";
import { Choice, FormSection } from "../parts/form-section.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import {
  bodyOfCommunity,
  type CommunityDraft,
  changesOfCommunity,
  draftOfCommunity,
  findCommunityErrors,
  freshCommunity,
} from "./community-draft.decisions.ts";
import { signedNames, signedSentences } from "./community-words.ts";

/** Edits one community, or makes one. Mount anew for another. */
export function CommunityForm({ community }: { community: Community | null }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const stored = community === null ? freshCommunity : draftOfCommunity(community);
  const form = useDraftForm<CommunityDraft, Community>({
    stored,
    isDirty: (draft, before) => Object.keys(changesOfCommunity(draft, before)).length > 0,
    findErrors: findCommunityErrors,
    save: (draft) =>
      community === null
        ? endpoints.communities.create(bodyOfCommunity(draft))
        : endpoints.communities.change(community.id, changesOfCommunity(draft, stored)),
    draftOf: draftOfCommunity,
    onSaved: async (saved) => {
      queryClient.setQueryData(communitiesQuery.queryKey, (rows) =>
        community === null ? rows && [...rows, saved] : rows?.map((row) => (row.id === saved.id ? saved : row)),
      );
      void queryClient.invalidateQueries({ queryKey: communitiesQuery.queryKey });
      if (community !== null) return;
      await navigate({
        to: "/admin/communities/$communityId/keys",
        params: { communityId: saved.id },
        replace: true,
        ignoreBlocker: true,
      });
    },
  });
  const { draft, errors } = form;
  const change = (next: Partial<CommunityDraft>) => form.change({ ...draft, ...next }, Object.keys(next));
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate>
      <FormSection title="Community" about="What it is called among you. Visitors do not see it.">
        <TextInput
          label="Name"
          name="name"
          value={draft.name}
          error={errors.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      </FormSection>
      <FormSection
        title="Signed identities"
        about="A visitor whom your server signs is who you say. Without it anybody may claim to be anybody."
      >
        <div>
          <Choice
            label="Signed identities"
            value={draft.signed_identities}
            names={signedNames}
            onChange={(signed_identities) => change({ signed_identities })}
          />
          <p className="list-note">{signedSentences[draft.signed_identities]}</p>
        </div>
        {draft.signed_identities !== "reject" && (
          <Choice
            label="At least an hour of validity"
            help="Whether a token must still hold for an hour when it first comes. Usual: where signed identities are required."
            value={draft.first_hour}
            names={{ usual: "Usual", yes: "Yes", no: "No" }}
            onChange={(first_hour) => change({ first_hour })}
          />
        )}
      </FormSection>
      {draft.signed_identities !== "require" && (
        <FormSection title="Unsigned uuids" about="What it means when the website names a uuid without signing it.">
          <Switch
            label="Accept unsigned uuids"
            description="Whoever names a uuid is taken for its owner, and reads what was written under it."
            checked={draft.accept_unsigned_uuids}
            onChange={(event) => change({ accept_unsigned_uuids: event.currentTarget.checked })}
          />
          {draft.accept_unsigned_uuids && (
            <p className="hint" data-tone="note">
              Don’t use guessable ones: with numbers that count up, or e-mail addresses, anybody reads anybody’s
              conversations.
            </p>
          )}
        </FormSection>
      )}
      {draft.signed_identities !== "reject" && (
        <FormSection
          title="Same people"
          about="Identities that become one person by themselves, across the communities that say so. Only what a token proves counts."
        >
          <Switch
            label="Merge equal e-mail addresses"
            checked={draft.merge_equal_emails}
            onChange={(event) => change({ merge_equal_emails: event.currentTarget.checked })}
          />
          <Switch
            label="Merge equal uuids"
            description="A uuid of this community and the same one of another."
            checked={draft.merge_equal_uuids}
            onChange={(event) => change({ merge_equal_uuids: event.currentTarget.checked })}
          />
        </FormSection>
      )}
      {community !== null && community.signed_identities !== draft.signed_identities && (
        <p className="hint" data-tone="note">
          Once saved, open chats that the new setting would not let in end.
        </p>
      )}
      <FormFoot form={form} isNew={community === null} />
    </form>
  );
}
