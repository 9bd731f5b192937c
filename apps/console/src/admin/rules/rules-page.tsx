import type { Rule } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { usePageTitle } from "../../application/page-title.ts";
import { endpoints } from "../../http/endpoints.ts";
import { rulesQuery } from "../../http/queries.ts";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { ListPage } from "../parts/list-page.tsx";
import { notify } from "../parts/notices.tsx";
import { inOrder } from "../parts/order.decisions.ts";
import { useOptimisticChange } from "../parts/use-optimistic-change.ts";
import { CallSecretDialog } from "./call-secret-dialog.tsx";
import { RuleList } from "./rule-list.tsx";
import { useRuleLabels } from "./use-rule-labels.ts";
import "../triggers/triggers.css";

/** What happens to conversations by itself. */
export function RulesPage() {
  usePageTitle("Rules");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const rules = useQuery(rulesQuery);
  const { labelOf } = useRuleLabels();
  const [leaving, setLeaving] = useState<Rule | null>(null);
  const [isShowingSecret, setShowingSecret] = useState(false);
  const { queryKey } = rulesQuery;
  const make = () => void navigate({ to: "/admin/rules/$ruleId", params: { ruleId: "new" } });

  const attempt = useOptimisticChange<Rule[]>(rulesQuery);
  const remove = async () => {
    if (leaving === null) return;
    await endpoints.rules.remove(leaving.id);
    notify(`“${leaving.label}” is deleted.`);
    await queryClient.invalidateQueries({ queryKey });
  };
  return (
    <>
      <ListPage
        title="Rules"
        about="What happens to conversations by itself. Each has its turn in this order, and sees what those above it did."
        query={rules}
        textOf={({ label }) => label}
        onNew={make}
        action={
          <div className="list-actions">
            <Button variant="default" onClick={() => setShowingSecret(true)}>
              Secret of calls
            </Button>
            <Button leftSection={<IconPlus size={15} />} onClick={make}>
              New rule
            </Button>
          </div>
        }
        empty={
          <>
            <p className="list-empty-title">No rule yet</p>
            <p>Make the first one, such as: when a conversation starts out of business hours, reply automatically.</p>
          </>
        }
      >
        {(rows, filtered) => (
          <RuleList
            rules={rows}
            filtered={filtered}
            labelOf={labelOf}
            onOrder={(ids) =>
              void attempt(
                (known) => inOrder(known, ids),
                () => endpoints.rules.order(ids),
              )
            }
            onSwitch={({ id }, active) =>
              void attempt(
                (known) => known.map((rule) => (rule.id === id ? { ...rule, active } : rule)),
                () => endpoints.rules.change(id, { active }),
              )
            }
            onDelete={setLeaving}
          />
        )}
      </ListPage>
      {isShowingSecret && <CallSecretDialog onClose={() => setShowingSecret(false)} />}
      <ConfirmDialog
        title={`Delete “${leaving?.label ?? ""}”?`}
        opened={leaving !== null}
        action="Delete"
        onConfirm={remove}
        onClose={() => setLeaving(null)}
      >
        <p>What it did stays done. This cannot be taken back.</p>
      </ConfirmDialog>
    </>
  );
}
