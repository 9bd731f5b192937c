import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { Timestamp, Uuid } from "../identifiers.ts";
import { LanguageTag } from "./tags.ts";

const closed = { additionalProperties: false };
const AnyOf = Type.Array(Uuid, { minItems: 1, maxItems: 50, uniqueItems: true });

/** Who has the thread: an agent by their work that is open or put off; a team also by what is passed on to it. */
export const FolderAssignment = Type.Union([
  /** Whoever looks at the folder. */
  Type.Object({ kind: Type.Literal("me") }, closed),
  Type.Object({ kind: Type.Literal("nobody") }, closed),
  Type.Object({ kind: Type.Literal("agent"), id: Uuid }, closed),
  Type.Object({ kind: Type.Literal("team"), id: Uuid }, closed),
]);
export type FolderAssignment = Type.Static<typeof FolderAssignment>;

/** All that are named have to hold; without one every thread is in the folder. */
export const FolderConditions = Type.Partial(
  Type.Object({
    /** In any of these. */
    source_ids: AnyOf,
    state: Type.Enum(["open", "closed", "locked"]),
    /**
     * `awaited`: the visitor wrote last. `never_given`: the visitor wrote, and no agent ever answered. `given`: an agent
     * wrote last. Notes and what the product writes by itself are no answers.
     */
    answer: Type.Enum(["awaited", "never_given", "given"]),
    assigned: FolderAssignment,
    category_ids: AnyOf,
    tag_ids: AnyOf,
    /** `pt` means `pt-BR` too. */
    languages: Type.Array(LanguageTag, { minItems: 1, maxItems: 50, uniqueItems: true }),
    unread: Type.Literal(true),
    /** A live chat that nobody has taken yet. */
    queued: Type.Literal(true),
    /** The last message is older than so many minutes. */
    silent_minutes: Type.Integer({ minimum: 1, maximum: 525_600 }),
  }),
  closed,
);
export type FolderConditions = Type.Static<typeof FolderConditions>;

/** Who sees a folder; `own` is for whoever made it. */
export const FolderVisibility = Type.Union([
  Type.Object({ kind: Type.Literal("everybody") }, closed),
  Type.Object({ kind: Type.Literal("teams"), team_ids: AnyOf }, closed),
  Type.Object({ kind: Type.Literal("own") }, closed),
]);
export type FolderVisibility = Type.Static<typeof FolderVisibility>;

const fields = {
  label: Type.String({ minLength: 1, maxLength: LIMITS.nameLength, pattern: "\\S" }),
  visibility: FolderVisibility,
  conditions: FolderConditions,
  /** By the last activity in the thread; in a folder of the queue by when one came. */
  sorting: Type.Enum(["newest", "oldest"]),
};

/** A saved search of threads: whatever fits its conditions is in it, for as long as it does. */
export const Folder = Type.Object({
  id: Uuid,
  ...fields,
  /** It comes with Beckon, and stays as it is. */
  ready_made: Type.Boolean(),
  created_at: Type.Union([Timestamp, Type.Null()]),
});
export type Folder = Type.Static<typeof Folder>;

export const FolderChange = Type.Partial(Type.Object(fields), closed);
export type FolderChange = Type.Static<typeof FolderChange>;

/** Without a visibility it is one's own. */
export const FolderDraft = Type.Object({ ...FolderChange.properties, label: fields.label }, closed);
export type FolderDraft = Type.Static<typeof FolderDraft>;

/** All of one's own, or all that are shared. */
export const FolderOrder = Type.Object({ ids: Type.Array(Uuid, { maxItems: 100, uniqueItems: true }) }, closed);

/** How many threads each folder has that the caller may read. `FOLDER_COUNT_LIMIT` stands for as many and more. */
export const FolderCounts = Type.Object({
  records: Type.Array(Type.Object({ folder_id: Uuid, count: Type.Integer() })),
});
export type FolderCounts = Type.Static<typeof FolderCounts>;
