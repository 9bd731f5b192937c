import type { Team, User } from "@beckon/protocol";
import { MultiSelect, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { fullName } from "../../controls/full-name.decisions.ts";
import { endpoints } from "../../http/endpoints.ts";
import { teamsQuery } from "../../http/queries.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { SmallForm } from "../parts/small-form.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import { findTeamErrors } from "./team-draft.decisions.ts";

interface TeamDialogProps {
  /** Null: a new one. */
  team: Team | null;
  users: readonly User[];
  onClose: () => void;
}

export function TeamDialog(props: TeamDialogProps) {
  return (
    <FormDialog onClose={props.onClose} title={props.team === null ? "New team" : props.team.label}>
      <TeamFields {...props} />
    </FormDialog>
  );
}

interface Draft {
  label: string;
  memberIds: readonly string[];
}

const draftOf = ({ label, member_ids }: Team): Draft => ({ label, memberIds: member_ids });

function TeamFields({ team, users, onClose }: TeamDialogProps) {
  const queryClient = useQueryClient();
  const form = useDraftForm<Draft, Team>({
    stored: team === null ? { label: "", memberIds: [] } : draftOf(team),
    isDirty: () => true,
    findErrors: findTeamErrors,
    save: ({ label, memberIds }) => {
      const body = { label: label.trim(), member_ids: [...memberIds] };
      return team === null ? endpoints.teams.create(body) : endpoints.teams.change(team.id, body);
    },
    draftOf,
    fieldOf: (path) => (path === "label" ? path : path.startsWith("member_ids") ? "memberIds" : null),
    onSaved: async () => {
      onClose();
      await queryClient.invalidateQueries({ queryKey: teamsQuery.queryKey });
    },
  });
  const { draft, errors } = form;
  const change = (next: Partial<Draft>) => form.change({ ...draft, ...next }, Object.keys(next));
  return (
    <SmallForm form={form} onCancel={onClose}>
      <TextInput
        label="Name"
        name="label"
        data-autofocus
        value={draft.label}
        error={errors.label}
        onChange={(event) => change({ label: event.currentTarget.value })}
      />
      <MultiSelect
        label="People"
        name="memberIds"
        placeholder={draft.memberIds.length === 0 ? "Choose who is in it" : undefined}
        searchable
        nothingFoundMessage="Nobody is called that"
        comboboxProps={{ withinPortal: false }}
        data={users.map((user) => ({ value: user.id, label: fullName(user) }))}
        value={[...draft.memberIds]}
        error={errors.memberIds}
        onChange={(memberIds) => change({ memberIds })}
      />
    </SmallForm>
  );
}
