import type { Item } from "@beckon/protocol";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { triggersQuery } from "../../http/queries.ts";
import { CopyCode } from "../parts/copy-code.tsx";

/** Which triggers show the item; for a fixed one also the markup that gives it its place. */
export function ItemUse({ item }: { item: Item }) {
  const triggers = useQuery(triggersQuery(item.source_id));
  const users = triggers.data?.filter(({ actions }) => actions.item_ids.includes(item.id)) ?? [];
  return (
    <section className="item-use" aria-labelledby="item-use">
      <h3 className="part-title" id="item-use">
        Where it is used
      </h3>
      {triggers.isSuccess && users.length === 0 && <p className="list-note">No trigger shows it yet.</p>}
      {users.length > 0 && (
        <ul className="item-users">
          {users.map(({ id, label }) => (
            <li key={id}>
              <Link
                to="/admin/sources/$sourceId/triggers/$triggerId"
                params={{ sourceId: item.source_id, triggerId: id }}
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {item.placement.kind === "fixed" && (
        <>
          <p className="list-note">It appears where the website has this element:</p>
          <CopyCode code={`<div id="beckon_item_${item.id}" class="beckon_item"></div>`} name="the item's element" />
        </>
      )}
    </section>
  );
}
