import type { AccessRole } from "@beckon/protocol";
import { Checkbox, MultiSelect, NumberInput, Switch, TagsInput, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { holdsAny, meQuery, useMe } from "../../application/session.ts";
import { nameCategories } from "../../controls/name-categories.ts";
import { endpoints } from "../../http/endpoints.ts";
import {
  capacityQuery,
  categoriesQuery,
  channelsQuery,
  personQuery,
  rolesOfUserQuery,
  teamsQuery,
  usersQuery,
} from "../../http/queries.ts";
import { FormFoot } from "../parts/form-foot.tsx";
import { FormSection } from "../parts/form-section.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import type { LimitsDraft } from "../presence/channel-draft.decisions.ts";
import { sayRole, toggled } from "../roles/role-draft.decisions.ts";
import {
  changesOfPerson,
  draftOfPerson,
  findPersonErrors,
  type PersonDraft,
  type StoredPerson,
} from "./person-draft.decisions.ts";

interface PersonFormProps {
  stored: StoredPerson;
  roles: readonly AccessRole[];
  mayChange: boolean;
  /** Beside saving: what else can be done with the person. */
  children: ReactNode;
}

/** The form's fields for the paths of the server's answers. */
const fields: Readonly<Record<string, string>> = { email: "email", firstname: "firstname", lastname: "lastname" };

export function PersonForm({ stored, roles, mayChange, children }: PersonFormProps) {
  const queryClient = useQueryClient();
  const me = useMe();
  const { data: categories = [] } = useQuery(categoriesQuery);
  const { data: teams = [] } = useQuery(teamsQuery);
  const userId = stored.person.id;
  const before = draftOfPerson(stored);

  /** What was saved before another part was refused is known by then too. */
  const save = async (draft: PersonDraft): Promise<StoredPerson> => {
    const changes = changesOfPerson(draft, before);
    let { person, roleIds, capacity } = stored;
    if (changes.fields !== null) {
      person = await endpoints.changePerson(userId, changes.fields);
      queryClient.setQueryData(personQuery(userId).queryKey, person);
    }
    if (changes.capacity !== null) {
      capacity = await endpoints.changeCapacity(userId, changes.capacity);
      queryClient.setQueryData(capacityQuery(userId).queryKey, capacity);
    }
    if (changes.roleIds !== null) {
      roleIds = await endpoints.replaceRolesOfUser(userId, changes.roleIds);
      queryClient.setQueryData(rolesOfUserQuery(userId).queryKey, [...roleIds]);
    }
    return { person, roleIds, capacity };
  };
  const form = useDraftForm<PersonDraft, StoredPerson>({
    stored: before,
    isDirty: (draft, known) => Object.values(changesOfPerson(draft, known)).some((change) => change !== null),
    findErrors: findPersonErrors,
    save,
    draftOf: draftOfPerson,
    fieldOf: (path) => fields[path] ?? null,
    onSaved: () => {
      void queryClient.invalidateQueries({ queryKey: usersQuery.queryKey });
      void queryClient.invalidateQueries({ queryKey: teamsQuery.queryKey });
      // They may be one's own.
      void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  const { draft, errors } = form;
  const change = (next: Partial<PersonDraft>) => form.change({ ...draft, ...next }, Object.keys(next));
  const text = (name: "email" | "firstname" | "lastname", label: string) => (
    <TextInput
      label={label}
      name={name}
      autoComplete="off"
      readOnly={!mayChange}
      value={draft[name]}
      error={errors[name]}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate>
      <FormSection title="Person" about="Visitors see the name as the source says. The address is for signing in.">
        {text("firstname", "First name")}
        {text("lastname", "Last name")}
        {text("email", "E-mail address")}
      </FormSection>
      <FormSection title="Roles" about="What this person may do is the sum of these. It takes effect at once.">
        {roles.map((role) => (
          <Checkbox
            key={role.id}
            label={role.label}
            description={sayRole(role)}
            disabled={!mayChange}
            checked={draft.roleIds.includes(role.id)}
            onChange={(event) =>
              change({ roleIds: toggled(draft.roleIds, role.id, event.currentTarget.checked).sort() })
            }
          />
        ))}
        {draft.roleIds.length === 0 && (
          <p className="hint" data-tone="note">
            Without any role this person can sign in, and do nothing.
          </p>
        )}
      </FormSection>
      <FormSection title="Skills" about="By these, conversations are sent to the right people.">
        <MultiSelect
          label="Teams"
          searchable
          disabled={!mayChange || !holdsAny(me, ["manage_teams"])}
          placeholder={teams.length === 0 ? "There is no team yet" : undefined}
          data={teams.map(({ id, label }) => ({ value: id, label }))}
          value={[...draft.teamIds]}
          onChange={(teamIds) => change({ teamIds })}
        />
        <TagsInput
          label="Languages"
          description="Tags such as fr or pt-BR. Enter adds one."
          name="languages"
          disabled={!mayChange}
          data={COMMON_LANGUAGES}
          value={[...draft.languages]}
          error={errors.languages}
          onChange={(languages) => change({ languages })}
        />
        <MultiSelect
          label="Categories"
          searchable
          disabled={!mayChange}
          placeholder={categories.length === 0 ? "There is no category yet" : undefined}
          data={nameCategories(categories)}
          value={[...draft.categoryIds]}
          onChange={(categoryIds) => change({ categoryIds })}
        />
      </FormSection>
      {stored.capacity !== null && (
        <FormSection title="Capacity" about="How many conversations this person takes at once.">
          {(["realtime", "asynchronous"] as const).map((channel) => (
            <OwnLimits
              key={channel}
              channel={channel}
              limits={draft[channel]}
              errors={errors}
              onChange={(limits) => form.change({ ...draft, [channel]: limits }, [channel])}
            />
          ))}
        </FormSection>
      )}
      {mayChange && <FormFoot form={form}>{children}</FormFoot>}
    </form>
  );
}

/** Offered while typing; any other tag can be typed too. */
const COMMON_LANGUAGES = [
  "ar",
  "da",
  "de",
  "en",
  "es",
  "fi",
  "fr",
  "it",
  "ja",
  "ko",
  "nl",
  "no",
  "pl",
  "pt",
  "pt-BR",
  "ru",
  "sv",
  "tr",
  "zh",
];

interface OwnLimitsProps {
  channel: "realtime" | "asynchronous";
  /** Null: as the channel says. */
  limits: LimitsDraft | null;
  errors: Readonly<Record<string, string>>;
  onChange: (limits: LimitsDraft | null) => void;
}

const names = { realtime: "live chats", asynchronous: "messages" };

function OwnLimits({ channel, limits, errors, onChange }: OwnLimitsProps) {
  const { data: channels = [] } = useQuery(channelsQuery);
  const common = channels.find((each) => each.channel === channel);
  const first = { soft: common?.soft_limit ?? 3, hard: common?.hard_limit ?? 5 };
  return (
    <>
      <Switch
        label={`Own limits for ${names[channel]}`}
        description={limits === null ? `Now as everybody: ${first.soft}, at most ${first.hard}.` : undefined}
        checked={limits !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? first : null)}
      />
      {limits !== null && (
        <div className="own-limits">
          <NumberInput
            label="Soft limit"
            aria-label={`Soft limit for ${names[channel]}`}
            name={`${channel}.soft`}
            min={0}
            max={100}
            allowDecimal={false}
            value={limits.soft}
            error={errors[`${channel}.soft`]}
            onChange={(soft) => onChange({ ...limits, soft })}
          />
          <NumberInput
            label="Hard limit"
            aria-label={`Hard limit for ${names[channel]}`}
            name={`${channel}.hard`}
            min={0}
            max={100}
            allowDecimal={false}
            value={limits.hard}
            error={errors[`${channel}.hard`]}
            onChange={(hard) => onChange({ ...limits, hard })}
          />
        </div>
      )}
    </>
  );
}
