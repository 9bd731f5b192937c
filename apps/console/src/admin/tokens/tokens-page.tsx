import type { TokenRecord } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { usePageTitle } from "../../application/page-title.ts";
import { sayBriefly, sayFull } from "../../controls/times.ts";
import { useNow } from "../../controls/use-now.ts";
import { endpoints } from "../../http/endpoints.ts";
import { tokensQuery } from "../../http/queries.ts";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { ListPage } from "../parts/list-page.tsx";
import { notify } from "../parts/notices.tsx";
import { RecordList } from "../parts/record-list.tsx";
import { NewTokenDialog } from "./new-token-dialog.tsx";

const nameOf = ({ label }: TokenRecord) => label || "Made with a password";

/** By what programs act in somebody's name. */
export function TokensPage() {
  usePageTitle("API tokens");
  const queryClient = useQueryClient();
  const tokens = useQuery(tokensQuery);
  const nowMs = useNow(30_000);
  const [isMaking, setMaking] = useState(false);
  const [leaving, setLeaving] = useState<TokenRecord | null>(null);
  const make = () => setMaking(true);
  const revoke = async () => {
    if (leaving === null) return;
    await endpoints.tokens.revoke(leaving.id);
    notify(`“${nameOf(leaving)}” is revoked.`);
    await queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey });
  };
  return (
    <>
      <ListPage
        title="API tokens"
        about="By a token a program acts in somebody’s name, with their rights. Give each program its own."
        query={tokens}
        textOf={(token) => `${nameOf(token)} ${token.user.name}`}
        onNew={make}
        action={
          <Button leftSection={<IconPlus size={15} />} onClick={make}>
            New token
          </Button>
        }
        empty={
          <>
            <p className="list-empty-title">No token yet</p>
            <p>Make one for each program that is to use the API.</p>
          </>
        }
      >
        {(rows) => (
          <RecordList
            name="API tokens"
            rows={rows.map((token) => ({ ...token, label: nameOf(token) }))}
            onDelete={setLeaving}
            deleteWord="Revoke"
            renderWords={({ label, user, created_at, last_used_at }) => (
              <>
                <p className="record-label">{label}</p>
                <p className="record-about">
                  Acts as {user.name} · made{" "}
                  <time dateTime={created_at} title={sayFull(created_at)}>
                    {sayBriefly(created_at, nowMs)}
                  </time>{" "}
                  ·{" "}
                  {last_used_at === null ? (
                    "never used"
                  ) : (
                    <>
                      last used{" "}
                      <time dateTime={last_used_at} title={sayFull(last_used_at)}>
                        {sayBriefly(last_used_at, nowMs)}
                      </time>
                    </>
                  )}
                </p>
              </>
            )}
          />
        )}
      </ListPage>
      {isMaking && <NewTokenDialog onClose={() => setMaking(false)} />}
      <ConfirmDialog
        title={leaving === null ? "Revoke?" : `Revoke “${nameOf(leaving)}”?`}
        opened={leaving !== null}
        action="Revoke"
        onConfirm={revoke}
        onClose={() => setLeaving(null)}
      >
        <p>Whatever uses it is refused from now on. This cannot be taken back.</p>
      </ConfirmDialog>
    </>
  );
}
