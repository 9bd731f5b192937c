import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { LanguageTag } from "./tags.ts";

const closed = { additionalProperties: false };
const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** Where a domain's texts are translated; null: nowhere. Its secret is never told. */
export const TranslationService = Type.Object({ url: Nullable(Type.String()) });
export type TranslationService = Type.Static<typeof TranslationService>;

/** Without a secret the one that is there stays. */
export const TranslationServiceChange = Type.Object(
  {
    url: Type.String({ minLength: 1, maxLength: LIMITS.urlLength }),
    secret: Type.Optional(Type.String({ minLength: 16, maxLength: 200 })),
  },
  closed,
);
export type TranslationServiceChange = Type.Static<typeof TranslationServiceChange>;

/** Whether texts can be translated at the desk. */
export const TranslationState = Type.Object({ enabled: Type.Boolean() });
export type TranslationState = Type.Static<typeof TranslationState>;

export const MessageTranslationRequest = Type.Object({ to: LanguageTag }, closed);

export const TextTranslationRequest = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: LIMITS.messageBodyLength }),
    to: LanguageTag,
    from: Type.Optional(LanguageTag),
  },
  closed,
);
export type TextTranslationRequest = Type.Static<typeof TextTranslationRequest>;

/** `from` is the language that it was in, as the service says; null when it does not. */
export const Translation = Type.Object({
  text: Type.String(),
  from: Nullable(Type.String()),
  to: Type.String(),
});
export type Translation = Type.Static<typeof Translation>;
