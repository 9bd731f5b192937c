import type { CompiledConfiguration } from "@beckon/targeting";

/**
 * The source that this page runs: one, as `_chatq` speaks to one. What follows from it (visit, page view, window,
 * items) is state of the page, too, and stands as such in the modules of its name.
 */
export let source: CompiledConfiguration;

export const setSource = (configuration: CompiledConfiguration): void => {
  source = configuration;
};
