import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { Timestamp, Uuid } from "../identifiers.ts";

const fields = {
  /** Which of the two is being written. */
  mode: Type.Enum(["reply", "note"]),
  /** Longer than a message may be: who writes is told before sending. */
  reply: Type.String({ maxLength: 2 * LIMITS.messageBodyLength }),
  note: Type.String({ maxLength: 2 * LIMITS.messageBodyLength }),
};

/** What an agent has begun to write in a thread. Each agent has their own, and sees no other. */
export const AgentDraft = Type.Object({ thread_id: Uuid, ...fields, updated_at: Timestamp });
export type AgentDraft = Type.Static<typeof AgentDraft>;

/** Both texts empty: there is no draft any more. */
export const AgentDraftChange = Type.Object(fields, { additionalProperties: false });
export type AgentDraftChange = Type.Static<typeof AgentDraftChange>;
