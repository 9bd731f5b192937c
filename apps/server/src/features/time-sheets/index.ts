export { type Hours, isOpen } from "./business-hours.decisions.ts";
export { timeSheetRoutes } from "./time-sheets.routes.ts";
