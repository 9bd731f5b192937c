import type { CommunityKey } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { LoadFailure } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { endpoints } from "../../http/endpoints.ts";
import { communityKeysQuery } from "../../http/queries.ts";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { notify } from "../parts/notices.tsx";
import { freshKey, nextKid } from "./key-draft.decisions.ts";
import { KeyRow } from "./key-row.tsx";
import { NewKeyDialog } from "./new-key-dialog.tsx";
import { useCommunity } from "./use-community.ts";

type Task = { kind: "none" } | { kind: "add" } | { kind: "replace" | "revoke"; key: CommunityKey };

export function KeysPage() {
  const community = useCommunity();
  usePageTitle(`Keys · ${community.name}`);
  const queryClient = useQueryClient();
  const keys = useQuery(communityKeysQuery(community.id));
  const [task, setTask] = useState<Task>({ kind: "none" });
  const done = () => setTask({ kind: "none" });
  const records = keys.data ?? [];
  const active = records.filter((key) => key.revoked_at === null);
  const revoked = records.filter((key) => key.revoked_at !== null).toReversed();
  const replaced = task.kind === "replace" ? task.key : null;
  const initial =
    replaced === null
      ? freshKey
      : {
          ...freshKey,
          algorithm: replaced.algorithm,
          kid: nextKid(
            replaced.kid,
            records.map(({ kid }) => kid),
          ),
        };
  const revoke = async () => {
    if (task.kind !== "revoke") return;
    await endpoints.communities.revokeKey(community.id, task.key.id);
    notify(`“${task.key.kid}” is revoked.`);
    await queryClient.invalidateQueries({ queryKey: communityKeysQuery(community.id).queryKey });
  };
  return (
    <>
      <header className="list-head">
        <div>
          <h2 className="list-title">Keys</h2>
          <p className="list-about">
            Your server signs visitors with one of them. Several may hold at once, so that one follows another without a
            gap.
          </p>
        </div>
        <Button leftSection={<IconPlus size={15} />} onClick={() => setTask({ kind: "add" })}>
          New key
        </Button>
      </header>
      {keys.isPending && <LateRows count={3} label="Loading the keys" />}
      {keys.isError && <LoadFailure error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.isSuccess && active.length === 0 && (
        <div className="list-empty">
          <p className="list-empty-title">{revoked.length === 0 ? "No key yet" : "No key holds"}</p>
          <p>Add one: until then no visitor can be signed.</p>
        </div>
      )}
      {active.length > 0 && (
        <ul className="record-list" aria-label="Keys">
          {active.map((key) => (
            <KeyRow
              key={key.id}
              record={key}
              onReplace={() => setTask({ kind: "replace", key })}
              onRevoke={() => setTask({ kind: "revoke", key })}
            />
          ))}
        </ul>
      )}
      {revoked.length > 0 && (
        <details className="revoked-keys">
          <summary>Revoked keys ({revoked.length})</summary>
          <ul className="record-list" aria-label="Revoked keys">
            {revoked.map((key) => (
              <KeyRow key={key.id} record={key} />
            ))}
          </ul>
        </details>
      )}
      {(task.kind === "add" || task.kind === "replace") && (
        <NewKeyDialog communityId={community.id} initial={initial} replaces={replaced?.kid ?? null} onClose={done} />
      )}
      <ConfirmDialog
        title={task.kind === "revoke" ? `Revoke “${task.key.kid}”?` : "Revoke?"}
        opened={task.kind === "revoke"}
        action="Revoke"
        onConfirm={revoke}
        onClose={done}
      >
        <p>
          Chats of visitors whom it signed end at once, and its tokens are refused from now on. This cannot be taken
          back.
        </p>
        {task.kind === "revoke" && active.length === 1 && community.signed_identities === "require" && (
          <p>It is the only key, and signed identities are required: nobody gets in until there is another.</p>
        )}
      </ConfirmDialog>
    </>
  );
}
