import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { usePageTitle } from "../../application/page-title.ts";
import { triggersQuery } from "../../http/queries.ts";
import { ListPage } from "../parts/list-page.tsx";
import { useCatalogue } from "../parts/use-catalogue.ts";
import { useSource } from "../parts/use-source.ts";
import type { Catalogue } from "./say-trigger.decisions.ts";
import { TriggerList } from "./trigger-list.tsx";
import "./triggers.css";

const nothingKnown: Catalogue = { items: [], automaticMessages: [], customVariables: [] };

export function TriggersPage() {
  const source = useSource();
  usePageTitle(`Triggers · ${source.label}`);
  const navigate = useNavigate();
  const triggers = useQuery(triggersQuery(source.id));
  const catalogue = useCatalogue(source.id);
  const make = () =>
    void navigate({
      to: "/admin/sources/$sourceId/triggers/$triggerId",
      params: { sourceId: source.id, triggerId: "new" },
    });
  return (
    <ListPage
      title="Triggers"
      about="Who is offered what, and when. The first one whose conditions are met is taken; those below it wait."
      query={triggers}
      textOf={({ label }) => label}
      onNew={make}
      action={
        <Button leftSection={<IconPlus size={15} />} onClick={make}>
          New trigger
        </Button>
      }
      empty={
        <>
          <p className="list-empty-title">No trigger yet: nothing is shown on the website</p>
          <p>
            Make the first one: “Always: show a button” puts the chat on every page. It needs an item from{" "}
            <Link to="/admin/sources/$sourceId/items" params={{ sourceId: source.id }}>
              Items
            </Link>
            .
          </p>
        </>
      }
    >
      {(rows, filtered) => (
        <TriggerList
          sourceId={source.id}
          triggers={rows}
          filtered={filtered}
          // Sentences wait for the labels of what they name; the rows do not.
          catalogue={catalogue.kind === "ready" ? catalogue.catalogue : nothingKnown}
          isCatalogueKnown={catalogue.kind === "ready"}
        />
      )}
    </ListPage>
  );
}
