import Type from "typebox";

/** A bearer token, told once: only its hash is kept. */
export const AccessToken = Type.Object({ token: Type.String() });
export type AccessToken = Type.Static<typeof AccessToken>;
