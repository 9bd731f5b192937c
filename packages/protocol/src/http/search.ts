import Type from "typebox";
import { Timestamp, Uuid } from "../identifiers.ts";
import { Author } from "../messages.ts";
import { ListQuery } from "./records.ts";

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** What is looked for: words in messages, or people by what is known of them. */
export const SearchKind = Type.Enum(["message", "person"]);
export type SearchKind = Type.Static<typeof SearchKind>;

/** Every word must be there, each as the beginning of one. */
export const SearchQuery = Type.Object({
  ...ListQuery.properties,
  q: Type.String({ minLength: 1, maxLength: 200 }),
  kind: SearchKind,
});

/** A part of a text; `hit` marks what was found. */
export const SnippetPart = Type.Object({ text: Type.String(), hit: Type.Boolean() });
export type SnippetPart = Type.Static<typeof SnippetPart>;

export const MessageHit = Type.Object({
  kind: Type.Literal("message"),
  id: Uuid,
  thread_id: Uuid,
  number: Type.Integer(),
  author: Author,
  private: Type.Boolean(),
  /** The visitor of the conversation. */
  visitor_name: Type.String(),
  source_label: Type.String(),
  snippet: Type.Array(SnippetPart),
  created_at: Timestamp,
});
export type MessageHit = Type.Static<typeof MessageHit>;

export const PersonHit = Type.Object({
  kind: Type.Literal("person"),
  identity: Type.Object({
    id: Uuid,
    name: Type.String(),
    email: Nullable(Type.String()),
    company: Nullable(Type.String()),
    avatar_url: Nullable(Type.String()),
    created_at: Timestamp,
  }),
  uuid: Nullable(Type.String()),
  /** What was found in what is known of them. */
  snippet: Type.Array(SnippetPart),
  /** Their newest conversation that the caller may read. */
  thread_id: Nullable(Uuid),
});
export type PersonHit = Type.Static<typeof PersonHit>;

export const SearchHit = Type.Union([MessageHit, PersonHit]);
export type SearchHit = Type.Static<typeof SearchHit>;
