import type { TokenCheck } from "@beckon/protocol";
import { Button, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { usePageTitle } from "../../application/page-title.ts";
import { sayFull } from "../../controls/times.ts";
import { endpoints } from "../../http/endpoints.ts";
import { useCommunity } from "./use-community.ts";

/** Says of a token what would become of it now. Nothing of it is kept. */
export function TokenPage() {
  const community = useCommunity();
  usePageTitle(`Test a token · ${community.name}`);
  const [token, setToken] = useState("");
  const [isMissing, setMissing] = useState(false);
  const check = useMutation({ mutationFn: (given: string) => endpoints.communities.checkToken(community.id, given) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(token.trim() === "");
    if (token.trim() !== "") check.mutate(token.trim());
  };
  return (
    <>
      <header className="list-head">
        <div>
          <h2 className="list-title">Test a token</h2>
          <p className="list-about">Paste what your server signed: verified, or why not. Nothing of it is kept.</p>
        </div>
      </header>
      <form onSubmit={submit} noValidate className="small-form">
        <Textarea
          label="Token"
          placeholder="eyJ…"
          rows={6}
          spellCheck={false}
          autoCapitalize="none"
          classNames={{ input: "code-input" }}
          value={token}
          error={isMissing ? "Paste a token first." : undefined}
          onChange={(event) => {
            setToken(event.currentTarget.value);
            setMissing(false);
            check.reset();
          }}
        />
        <div>
          <Button type="submit" loading={check.isPending}>
            Test
          </Button>
        </div>
      </form>
      <div role="status">
        {check.isSuccess && <Verdict check={check.data} />}
        {check.isError && <p className="form-error">{check.error.message}</p>}
      </div>
    </>
  );
}

function Verdict({ check }: { check: TokenCheck }) {
  const facts = [
    ["Visitor", check.uuid],
    ["Key", check.kid],
    ["Valid until", check.expires_at === null ? null : sayFull(check.expires_at)],
    ["Code", check.code],
  ] as const;
  return (
    <section className="token-verdict" data-verified={check.verified} aria-label="Verdict">
      <h3>{check.verified ? "Verified" : "Refused"}</h3>
      {check.message !== null && <p>{check.message}</p>}
      {check.warnings.map((warning) => (
        <p key={warning} className="hint" data-tone="note">
          Yet: {warning}
        </p>
      ))}
      <dl>
        {facts.map(
          ([name, value]) =>
            value !== null && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{name === "Valid until" ? value : <code>{value}</code>}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}
