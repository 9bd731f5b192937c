import type { Community, ExtraValueMapping } from "@beckon/protocol";
import { useQueryClient } from "@tanstack/react-query";
import { endpoints } from "../../http/endpoints.ts";
import { communitiesQuery } from "../../http/queries.ts";
import { RequestError } from "../../http/request.ts";
import { notify } from "../parts/notices.tsx";

/** Saves another mapping of a community, as it is known here: what somebody else has saved meanwhile is never overwritten. */
export function useMappingChange({ id, mapping_version }: Community) {
  const queryClient = useQueryClient();
  const { queryKey } = communitiesQuery;
  const show = (next: Partial<Community>) =>
    queryClient.setQueryData(queryKey, (rows) => rows?.map((row) => (row.id === id ? { ...row, ...next } : row)));

  /** Where it has changed meanwhile it is loaded anew before the error is thrown: the same can then be done to it. */
  const save = async (extra_value_mapping: ExtraValueMapping): Promise<Community> => {
    try {
      const saved = await endpoints.communities.change(id, { extra_value_mapping, mapping_version });
      show(saved);
      return saved;
    } catch (error) {
      if (!(error instanceof RequestError) || error.code !== "mapping_changed") throw error;
      await queryClient.invalidateQueries({ queryKey });
      throw new Error(
        "Somebody has changed the mapping meanwhile. It is loaded now: look at it, and save yours again.",
      );
    }
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
        // What was loaded meanwhile stands.
        const shown = queryClient.getQueryData(queryKey)?.find((row) => row.id === id);
        if (shown?.mapping_version === mapping_version) show({ extra_value_mapping: before });
        notify(error instanceof Error ? error.message : "That could not be saved.");
        return false;
      }
    },
  };
}
