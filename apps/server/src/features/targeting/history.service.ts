import { type ConfigurationChange, type ConfigurationObjectType, ERRORS } from "@beckon/protocol";
import { Refusal } from "../../platform/refusal.ts";
import type { ConfigurationAuthor, Sources } from "../sources/index.ts";

/** Makes the object of a change what it was before it; null when it is so already. */
export type Reverter = (
  author: ConfigurationAuthor,
  change: ConfigurationChange,
) => Promise<ConfigurationChange | null>;

/** What was changed in a domain's sources, and the way back. */
export function createHistory({ configuration, find }: Sources, reverters: Record<ConfigurationObjectType, Reverter>) {
  return {
    /** A source's changes, newest first. Refuses with not_found. */
    async list(domainId: string, sourceId: string, page: { offset: number; limit: number }) {
      await find(domainId, sourceId);
      return configuration.listChanges(domainId, sourceId, page);
    },

    /** Refuses with not_found. */
    find: configuration.findChange,

    /**
     * The object of the change is as it was before it, whatever was done to it since. Returns the change that this is
     * itself. Refuses with not_found, and with revert_refused for what cannot stand (any longer).
     */
    async revert(author: ConfigurationAuthor, id: string): Promise<ConfigurationChange> {
      const change = await configuration.findChange(author.domainId, id);
      const recorded = await reverters[change.object.type](author, change).catch(refuseRevert);
      if (recorded !== null) return recorded;
      throw new Refusal("revert_refused", { reason: "It is as it was before that change already." });
    },
  };
}

/** What an administrator could mend in a form, there is no form for here. */
function refuseRevert(error: unknown): never {
  if (!(error instanceof Refusal) || error.code === "not_found") throw error;
  throw new Refusal("revert_refused", { reason: error.details.reason ?? ERRORS[error.code].sentence });
}
