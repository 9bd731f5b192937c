/**
 * A fact says, in the past tense, what was changed by the transaction that wrote it. Features that react follow
 * the facts; the feature that acted knows none of them.
 */
export type Fact = { domainId: string; threadId: string | null } & FactContent;

export type FactContent =
  | { type: "thread_opened"; payload: { source_id: string; identity_id: string } }
  | {
      type: "message_added";
      payload: { number: number; author_type: "visitor" | "agent" | "bot" | "system"; private: boolean };
    }
  /** By hand or by a rule the first six; closed in silence; open again by a message. */
  | {
      type:
        | "thread_categorised"
        | "thread_tagged"
        | "thread_language_set"
        | "thread_priority_set"
        | "thread_locked"
        | "thread_unlocked"
        | "thread_auto_closed"
        | "thread_reopened";
      payload: Record<string, never>;
    }
  /** All that a person said in it is gone; or the thread itself, which nothing can be read of any more. */
  | { type: "thread_anonymized" | "thread_deleted"; payload: { source_id: string } }
  | { type: "thread_read"; payload: { reader: "visitor" | "agent"; number: number } }
  | { type: TaskFact; payload: { task_id: string; user_id: string | null } }
  | { type: InterventionFact; payload: { intervention_id: string; user_id: string | null } }
  | { type: "identity_completed"; payload: { identity_id: string } }
  /** Of each thread of a person of whom something else is known than before. */
  | { type: "identity_group_changed"; payload: { group_id: string } }
  /** Of no thread. The identities that came to the group, or left it to be one of their own. */
  | {
      type: "identities_merged" | "identities_unmerged";
      payload: { group_id: string; identity_ids: string[]; user_id: string | null };
    }
  /** Of no thread. The community maps other extra values than before, or others of its identities' values fit. */
  | { type: "extra_value_mapping_changed"; payload: { community_id: string } }
  /** Of no thread. The field takes other values than before, or is gone. */
  | { type: "custom_field_changed"; payload: { custom_field_id: string } }
  | { type: "page_viewed"; payload: { identity_id: string; page_view_id: string } };

/** `task_assigned`: it rings at an agent. */
export type TaskFact =
  | "task_created"
  | "task_assigned"
  | "task_taken"
  | "task_given_back"
  | "task_completed"
  | "task_transferred"
  | "task_expired"
  | "task_expired_from_step"
  | "task_undelivered"
  | "task_resumed"
  | "task_moved";

export type InterventionFact =
  | "intervention_opened"
  | "intervention_assigned"
  | "intervention_given_back"
  | "intervention_deferred"
  | "intervention_reactivated"
  | "intervention_reopened"
  | "intervention_closed"
  | "intervention_canceled";

/** `position` grows; within a thread in the order in which things happened. `byRule`: a rule brought it about. */
export type WrittenFact = Fact & { position: number; byRule: boolean };
