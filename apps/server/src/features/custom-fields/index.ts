export { customFieldRoutes } from "./custom-fields.routes.ts";
export { listCustomFields } from "./custom-fields.store.ts";
export { judgeCustomValue } from "./custom-values.decisions.ts";
