import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { usePageTitle } from "../../application/page-title.ts";
import { communityKeysQuery } from "../../http/queries.ts";
import { CopyCode } from "../parts/copy-code.tsx";
import { signingSnippets } from "./signing-snippets.ts";
import { useCommunity } from "./use-community.ts";

export function SigningCodePage() {
  const community = useCommunity();
  usePageTitle(`Code for your server · ${community.name}`);
  const keys = useQuery(communityKeysQuery(community.id));
  const [language, setLanguage] = useState<string>(signingSnippets[0].language);
  const snippet = signingSnippets.find((entry) => entry.language === language) ?? signingSnippets[0];
  const active = (keys.data ?? []).filter(({ revoked_at }) => revoked_at === null);
  const kid = active.findLast(({ algorithm }) => algorithm === "HS256")?.kid;
  const params = { communityId: community.id };
  return (
    <>
      <header className="list-head">
        <div>
          <h2 className="list-title">Code for your server</h2>
          <p className="list-about">
            Whoever is signed in to your website is signed for by your server, and the page hands the token on.
          </p>
        </div>
      </header>
      {keys.isSuccess && kid === undefined && (
        <p className="hint" data-tone="note">
          {active.length === 0
            ? "There is no key to sign with yet."
            : "This code signs with HS256, and no such key holds."}{" "}
          <Link to="/admin/communities/$communityId/keys" params={params}>
            Add one
          </Link>{" "}
          first.
        </p>
      )}
      <h3 className="part-title">1. Give your server the key</h3>
      <p className="part-about">As environment variables, or wherever its secrets are kept.</p>
      <CopyCode
        code={`BECKON_KEY_ID=${kid ?? "…"}\nBECKON_KEY_SECRET=the secret that was shown when the key was made`}
        name="the environment variables"
      />
      <h3 className="part-title">2. Sign the visitor</h3>
      <p className="part-about">
        With what the language brings along. The uuid is yours for this person; the token holds for two hours, and a
        page gets a new one each time it is loaded.
      </p>
      <NativeSelect
        className="signing-language"
        label="Language"
        value={language}
        data={signingSnippets.map((entry) => entry.language)}
        onChange={(event) => setLanguage(event.currentTarget.value)}
      />
      <div className="signing-code">
        <CopyCode key={language} code={snippet.code.trim()} name={`the code for ${language}`} />
      </div>
      <h3 className="part-title">3. Hand the token on</h3>
      <p className="part-about">On each page, once the visitor is signed in.</p>
      <CopyCode
        code={'var _chatq = _chatq || [];\n_chatq.push(["_setSignedIdentity", token]);'}
        name="the code for the page"
      />
      <p className="list-note signing-end">
        For RS256, sign with your private key by a JWT library of your language.{" "}
        <Link to="/admin/communities/$communityId/token" params={params}>
          Test a token
        </Link>{" "}
        says whether it holds.
      </p>
    </>
  );
}
