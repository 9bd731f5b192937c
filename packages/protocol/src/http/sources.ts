import Type from "typebox";
import { Uuid } from "../identifiers.ts";
import { SourceMode } from "../loader-configuration.ts";
import { SourceChange } from "./records.ts";

/** A new source. Without a community it gets one of its own. */
export const SourceDraft = Type.Object(
  {
    ...SourceChange.properties,
    label: Type.String({ minLength: 1, maxLength: 200 }),
    mode: SourceMode,
    community_id: Type.Optional(Uuid),
  },
  { additionalProperties: false },
);
export type SourceDraft = Type.Static<typeof SourceDraft>;
