export { type AutomatedMessage, type Configuration, chat, type Identity } from "./chat.ts";
export type {
  ChatEvent,
  ChatEventName,
  ChatEvents,
  ChatListener,
  ItemData,
  OfferData,
  TriggerData,
} from "./events.ts";
export { type LoadOptions, loadBeckon } from "./load-beckon.ts";
