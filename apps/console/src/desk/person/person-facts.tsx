import type { IdentityGroup } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { safeWebAddress } from "../../controls/safe-web-address.ts";
import { customFieldsQuery } from "../../http/queries.ts";
import { genderWords, type PersonField, personWords, sayCustomValue } from "./person-draft.decisions.ts";

/** What is known of a person, and what their other identities say instead. */
export function PersonFacts({ group, onEdit }: { group: IdentityGroup; onEdit?: () => void }) {
  const id = useId();
  const { data: fields = [] } = useQuery(customFieldsQuery);
  const facts = factsOf(group);
  const custom = fields.flatMap((field) => {
    const value = group.custom_values[field.id];
    return value === undefined ? [] : [{ ...field, value }];
  });
  return (
    <section className="visitor-section" aria-labelledby={id}>
      <div className="person-head">
        <h3 id={id}>Person</h3>
        {onEdit !== undefined && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPencil size={13} aria-hidden="true" />}
            onClick={onEdit}
          >
            Edit
          </Button>
        )}
      </div>
      {facts.length + custom.length === 0 ? (
        <p className="visitor-quiet">
          Nothing is known yet.{onEdit !== undefined && " Edit to write down what the visitor tells you."}
        </p>
      ) : (
        <dl className="visitor-facts">
          {facts.map(([field, value]) => (
            <div key={field}>
              <dt>{personWords[field]}</dt>
              <dd className={field === "notes" || field === "home_address" ? "person-text" : undefined}>
                {value}
                <OtherValues group={group} field={field} say={field === "gender" ? sayGender : String} />
              </dd>
            </div>
          ))}
          {custom.map(({ id: fieldId, label, value }) => (
            <div key={fieldId}>
              <dt>{label}</dt>
              <dd>
                {sayCustomValue(value)}
                <OtherValues group={group} field={fieldId} say={String} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function OtherValues({ group, field, say }: { group: IdentityGroup; field: string; say: (value: string) => string }) {
  return group.other_values
    .filter((other) => other.field === field)
    .map((other) => (
      <span key={`${other.identity_id} ${other.value}`} className="person-other">
        also {say(other.value)}
      </span>
    ));
}

function factsOf(group: IdentityGroup): [PersonField, ReactNode][] {
  const facts: [PersonField, ReactNode][] = [];
  const texts = ["firstname", "lastname", "company", "job_title"] as const;
  for (const field of texts) if (group[field] !== null) facts.push([field, group[field]]);
  if (group.gender !== null) facts.push(["gender", genderWords[group.gender]]);
  if (group.emails.length > 0) {
    facts.push([
      "emails",
      group.emails.map((email) => (
        <a key={email} className="person-line" href={`mailto:${encodeURIComponent(email)}`}>
          {email}
        </a>
      )),
    ]);
  }
  if (group.phones.length > 0) {
    facts.push([
      "phones",
      group.phones.map((phone) => (
        <a key={phone} className="person-line" href={`tel:${phone.replaceAll(/[^+\d]/g, "")}`}>
          {phone}
        </a>
      )),
    ]);
  }
  if (group.home_address !== null) facts.push(["home_address", group.home_address]);
  if (group.avatar_url !== null) facts.push(["avatar_url", <WebLink key="avatar" url={group.avatar_url} />]);
  if (group.notes !== null) facts.push(["notes", group.notes]);
  return facts;
}

/** A link and no picture: loading what a visitor names would tell the visitor where the agent is. */
function WebLink({ url }: { url: string }) {
  const address = safeWebAddress(url);
  return address === null ? (
    url
  ) : (
    <a className="person-line truncated" href={address.href} target="_blank" rel="noopener noreferrer nofollow">
      {address.short}
    </a>
  );
}

function sayGender(value: string): string {
  return value === "female" || value === "male" || value === "other" ? genderWords[value] : value;
}
