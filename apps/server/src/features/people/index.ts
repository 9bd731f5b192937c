export { roleRoutes } from "./roles.routes.ts";
export { createRoles } from "./roles.service.ts";
export { tokenRoutes } from "./tokens.routes.ts";
export { createTokens } from "./tokens.service.ts";
export { userRoutes } from "./users.routes.ts";
export { createUsers } from "./users.service.ts";
