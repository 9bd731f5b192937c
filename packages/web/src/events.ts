/** The trigger that caused the event; the first three are null when none did. */
export interface TriggerData {
  readonly trigger_id: string | null;
  readonly trigger_label: string | null;
  /** `"Label #ID"` */
  readonly trigger_human_id: string | null;
  /** The Chat goes on from an earlier page of the visit. */
  readonly trigger_continuation: boolean;
}

export interface OfferData extends TriggerData {
  readonly mode: "online" | "offline";
}

export interface ItemData extends OfferData {
  readonly item_id: string;
  readonly item_label: string;
  readonly item_human_id: string;
  readonly item_type: "button" | "invitation";
}

/** No data beside the event's name. */
type Nothing = Readonly<Record<never, never>>;

/** What comes with each event, beside `event`, its name. */
export interface ChatEvents {
  readonly started: Nothing;
  readonly trigger_activated: OfferData;
  readonly trigger_executed: OfferData;
  /** It would have executed, but this visitor belongs to the share that it is never offered to. */
  readonly trigger_held_out: OfferData;
  readonly item_shown: ItemData;
  readonly button_shown: ItemData;
  readonly invitation_shown: ItemData;
  readonly item_dismissed: ItemData;
  readonly chat_shown: TriggerData;
  readonly chat_opened: Nothing;
  readonly chat_minimized: Nothing;
  readonly chat_engaged: TriggerData;
  readonly message_sent: TriggerData;
  readonly message_received: TriggerData;
  readonly unread_changed: { readonly count: number };
  readonly identity_changed: Nothing;
  readonly chat_closed: Nothing;
}

export type ChatEventName = keyof ChatEvents;
export type ChatEvent<Name extends ChatEventName> = { readonly event: Name } & ChatEvents[Name];
export type ChatListener<Name extends ChatEventName> = (event: ChatEvent<Name>) => void;
