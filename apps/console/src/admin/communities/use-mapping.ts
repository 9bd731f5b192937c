import type { Community, ExtraValueMapping } from "@beckon/protocol";
import { useQueryClient } from "@tanstack/react-query";
import { endpoints } from "../../http/endpoints.ts";
import { communitiesQuery } from "../../http/queries.ts";
import { notify } from "../parts/notices.tsx";

/** Saves another mapping of a community. */
export function useMappingChange({ id }: Community) {
  const queryClient = useQueryClient();
  const { queryKey } = communitiesQuery;
  const show = (next: Partial<Community>) =>
    queryClient.setQueryData(queryKey, (rows) => rows?.map((row) => (row.id === id ? { ...row, ...next } : row)));

  const save = async (extra_value_mapping: ExtraValueMapping): Promise<Community> => {
    const saved = await endpoints.communities.change(id, { extra_value_mapping });
    show(saved);
    return saved;
  };
  return {
    save,
    /** Seen at once, taken back with a sentence when the server refuses. */
    async attempt(before: ExtraValueMapping, next: ExtraValueMapping): Promise<boolean> {
      await queryClient.cancelQueries({ queryKey });
      show({ extra_value_mapping: next });
      try {
        await save(next);
        return true;
      } catch (error) {
        show({ extra_value_mapping: before });
        notify(error instanceof Error ? error.message : "That could not be saved.");
        return false;
      }
    },
  };
}
