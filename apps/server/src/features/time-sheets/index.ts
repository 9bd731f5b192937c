export { type Hours, isOpen, localTimeAt } from "./business-hours.decisions.ts";
export { timeSheetRoutes } from "./time-sheets.routes.ts";
export { listHoursOfSources } from "./time-sheets.store.ts";
