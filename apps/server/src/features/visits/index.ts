export { watchVisitor } from "./presence-watch.ts";
export { trackVisitor, type VisitorTracking } from "./visitor-tracking.ts";
export { listPageViews } from "./visits.store.ts";
