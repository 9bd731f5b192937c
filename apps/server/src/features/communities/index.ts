export { communityRoutes } from "./communities.routes.ts";
export { type Communities, createCommunities } from "./communities.service.ts";
export { type ExtraValues, judgeExtraValues } from "./extra-values.decisions.ts";
export { createSealedSecrets, type SealedSecrets } from "./sealed-secrets.ts";
export { type SessionEnd, type SessionWatch, watchSessions } from "./session-watch.ts";
export { createSigning, type Signing, type SigningPolicy } from "./signing.service.ts";
