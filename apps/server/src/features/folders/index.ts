export { folderRoutes } from "./folders.routes.ts";
export { createFolders } from "./folders.service.ts";
