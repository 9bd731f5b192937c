export { offerRoutes } from "./offers.routes.ts";
export { startOfferCounts } from "./offers.service.ts";
