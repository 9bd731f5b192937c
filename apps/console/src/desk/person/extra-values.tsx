import type { Identity, MappedExtraValue } from "@beckon/protocol";
import { useQuery } from "@tanstack/react-query";
import { customFieldsQuery } from "../../http/queries.ts";
import { sayOutcome } from "./mapping-words.decisions.ts";

interface ExtraValuesProps {
  identity: Identity;
  /** What became of the values of the person's identities. */
  mapped: readonly MappedExtraValue[];
}

/** What the website adds of its own to an identity, and which fields of the person it fills. */
export function ExtraValues({ identity, mapped }: ExtraValuesProps) {
  const values = Object.entries(identity.extra_values);
  const own = mapped.filter(({ identity_id }) => identity_id === identity.id);
  return (
    <>
      <Outcomes outcomes={own.filter(({ source }) => source.kind === "uuid")} />
      {values.length > 0 && (
        <details className="person-extra" open={values.length <= 5}>
          <summary>Extra values ({values.length})</summary>
          <dl className="visitor-facts">
            {values.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  {typeof value === "boolean" ? (value ? "yes" : "no") : value}
                  <Outcomes
                    outcomes={own.filter(({ source }) => source.kind === "extra_value" && source.name === name)}
                  />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

function Outcomes({ outcomes }: { outcomes: readonly MappedExtraValue[] }) {
  const { data: fields = [] } = useQuery(customFieldsQuery);
  return outcomes.map((outcome) => (
    <span key={JSON.stringify(outcome.target)} className="person-outcome" data-refused={outcome.reason !== null}>
      {sayOutcome(outcome, fields)}
    </span>
  ));
}
