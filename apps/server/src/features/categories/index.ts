export { categoryRoutes } from "./categories.routes.ts";
export { addThreadCategories } from "./categories.store.ts";
export { addMessageCategories } from "./message-categories.store.ts";
