import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { LoadFailure, Message } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { rulesQuery } from "../../http/queries.ts";
import { RuleForm } from "./rule-form.tsx";
import { useRuleLabels } from "./use-rule-labels.ts";
import "../triggers/triggers.css";
import "./rules.css";

/** One rule, or a new one. */
export function RulePage() {
  const { ruleId } = useParams({ from: "/signed-in/admin/section/rules/$ruleId" });
  const rules = useQuery(rulesQuery);
  const labels = useRuleLabels();
  const rule = rules.data?.find(({ id }) => id === ruleId) ?? null;
  const isNew = ruleId === "new";
  usePageTitle(isNew ? "New rule" : (rule?.label ?? "Rule"));
  const failed = rules.isError && rules.data === undefined ? rules : labels.failed;
  const isReady = rules.data !== undefined && labels.isReady;
  return (
    <>
      <Link to="/admin/rules" className="admin-back">
        <IconArrowLeft size={14} /> Rules
      </Link>
      <h2 className="list-title record-title">{isNew ? "New rule" : rule?.label}</h2>
      {failed?.error != null && <LoadFailure error={failed.error} onRetry={() => void failed.refetch()} />}
      {!isReady && failed === undefined && <LateRows count={6} label="Loading the rule" />}
      {isReady && rule === null && !isNew && <Message title="No such rule">It may have been deleted.</Message>}
      {isReady && (rule !== null || isNew) && (
        <RuleForm key={ruleId} rule={rule} choices={labels.choices} known={labels.known} labelOf={labels.labelOf} />
      )}
    </>
  );
}
