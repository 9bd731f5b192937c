import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { usePageTitle } from "../../application/page-title.ts";
import { customVariablesQuery } from "../../http/queries.ts";
import { ListPage } from "../parts/list-page.tsx";
import { RecordList } from "../parts/record-list.tsx";
import { useRecordRemoval } from "../parts/use-record-removal.ts";
import { useSource } from "../parts/use-source.ts";
import { fillingNames, typeNames } from "./variable-words.ts";

export function CustomVariablesPage() {
  const source = useSource();
  usePageTitle(`Custom variables · ${source.label}`);
  const navigate = useNavigate();
  const variables = useQuery(customVariablesQuery(source.id));
  const remove = useRecordRemoval("custom_variables");
  const make = () =>
    void navigate({
      to: "/admin/sources/$sourceId/custom-variables/$variableId",
      params: { sourceId: source.id, variableId: "new" },
    });
  return (
    <ListPage
      title="Custom variables"
      about="What the website knows beyond its pages: a cart’s amount, a loyalty level. For conditions, and for agents to see."
      query={variables}
      textOf={({ label, name }) => `${label} ${name}`}
      onNew={make}
      action={
        <Button leftSection={<IconPlus size={15} />} onClick={make}>
          New variable
        </Button>
      }
      empty={
        <>
          <p className="list-empty-title">No custom variable yet</p>
          <p>
            Define the first one, such as the cart’s amount, and read it from the page without touching the website.
          </p>
        </>
      }
    >
      {(rows) => (
        <RecordList
          name="Custom variables"
          rows={rows}
          onDelete={(row) => void remove(row)}
          renderWords={({ id, label, name, type, filling }) => (
            <>
              <Link
                to="/admin/sources/$sourceId/custom-variables/$variableId"
                params={{ sourceId: source.id, variableId: id }}
                className="record-label"
              >
                {label}
              </Link>
              <p className="record-about">
                <code>{name}</code> · {typeNames[type].toLowerCase()} · {fillingNames[filling?.kind ?? "site"]}
              </p>
            </>
          )}
        />
      )}
    </ListPage>
  );
}
