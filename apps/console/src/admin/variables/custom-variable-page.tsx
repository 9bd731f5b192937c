import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { LoadFailure, Message } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { customVariablesQuery } from "../../http/queries.ts";
import { useSource } from "../parts/use-source.ts";
import { CustomVariableForm } from "./custom-variable-form.tsx";

export function CustomVariablePage() {
  const { variableId } = useParams({ from: "/signed-in/admin/sources/$sourceId/custom-variables/$variableId" });
  const source = useSource();
  const variables = useQuery(customVariablesQuery(source.id));
  const variable = variables.data?.find(({ id }) => id === variableId) ?? null;
  const isNew = variableId === "new";
  usePageTitle(`${isNew ? "New variable" : (variable?.label ?? "Variable")} · ${source.label}`);
  return (
    <>
      <Link to="/admin/sources/$sourceId/custom-variables" params={{ sourceId: source.id }} className="admin-back">
        <IconArrowLeft size={14} /> Custom variables
      </Link>
      <h2 className="list-title record-title">{isNew ? "New variable" : variable?.label}</h2>
      {variables.isPending && <LateRows count={5} label="Loading the variable" />}
      {variables.isError && <LoadFailure error={variables.error} onRetry={() => void variables.refetch()} />}
      {variables.isSuccess && variable === null && !isNew && (
        <Message title="No such variable">It may have been deleted. History can bring it back.</Message>
      )}
      {variables.isSuccess && (variable !== null || isNew) && (
        <CustomVariableForm key={variableId} source={source} variable={variable} />
      )}
    </>
  );
}
