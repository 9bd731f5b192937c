export { customFieldRoutes } from "./custom-fields.routes.ts";
export { listCustomFields, lockCustomFields } from "./custom-fields.store.ts";
export { judgeCustomValue } from "./custom-values.decisions.ts";
