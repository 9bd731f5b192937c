export { type ConfigurationAuthor, configurationChannel } from "./configuration.service.ts";
export { findEntrance, type SourceEntrance } from "./entrances.store.ts";
export type { LoaderFiles } from "./loader-script.ts";
export { createLoaders, type LoaderTargeting } from "./loaders.service.ts";
export { completeSettings, type SourceSettings } from "./settings.decisions.ts";
export { authorOf, sourceRoutes } from "./sources.routes.ts";
export { createSources, type SettingsOfSource, type Sources } from "./sources.service.ts";
export type { SourceRow } from "./sources.store.ts";
export { webPageRoutes } from "./web-page.routes.ts";
