import type { IdentityGroup } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import { safeWebAddress } from "../../controls/safe-web-address.ts";
import { genderWords, type PersonDraft, personWords } from "./person-draft.decisions.ts";

/** What is known of a person, and what their other identities say instead. */
export function PersonFacts({ group, onEdit }: { group: IdentityGroup; onEdit?: () => void }) {
  const id = useId();
  const facts = factsOf(group);
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
      {facts.length === 0 ? (
        <p className="visitor-quiet">
          Nothing is known yet.{onEdit !== undefined && " Edit to write down what the visitor tells you."}
        </p>
      ) : (
        <dl className="visitor-facts">
          {facts.map(([field, value]) => (
            <div key={field}>
              <dt>{personWords[field]}</dt>
              <dd className={field === "notes" || field === "home_address" ? "record-text" : undefined}>
                {value}
                {group.other_values
                  .filter((other) => other.field === field)
                  .map((other) => (
                    <span key={`${other.identity_id} ${other.value}`} className="person-other">
                      also {field === "gender" ? sayGender(other.value) : other.value}
                    </span>
                  ))}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function factsOf(group: IdentityGroup): [keyof PersonDraft, ReactNode][] {
  const facts: [keyof PersonDraft, ReactNode][] = [];
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
