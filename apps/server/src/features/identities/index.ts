export { isEmailAddress, type MappedValues, markVisitor, nameVisitor } from "./identities.decisions.ts";
export { identityRoutes } from "./identities.routes.ts";
export { createIdentities, type Identities, type RecognisedIdentity, takeClaims } from "./identities.service.ts";
export { findIdentities, type IdentityRow, toIdentity } from "./identities.store.ts";
