export { categoryRoutes } from "./categories.routes.ts";
export { addThreadCategories } from "./categories.store.ts";
