import type { LATER_ENGLISH } from "../later/english.ts";

/**
 * The built-in texts. Keys that end in `.one` / `.other` are the plural forms of the key before the dot.
 * `%{name}` is filled in by the window.
 */
export const ENGLISH = {
  default_title: "Chat",
  input_placeholder: "Write your message here",
  you: "You",
  send_message_error: "This message was not sent.",
  control_back_title: "All conversations",
  control_close_title: "Minimize",
  control_quit_title: "Quit",
  control_send_title: "Send",
  control_menu_title: "More options",
  messages_title: "Messages",
  welcome_title: "Ask us anything",
  welcome_text: "We answer here. You can leave this page and come back: your conversation stays.",
  new_messages: "New messages",
  "unread.one": "%{count} unread message",
  "unread.other": "%{count} unread messages",
  message_sending: "Sending",
  message_waiting: "Waiting for a connection",
  message_sent: "Sent",
  message_seen: "Seen",
  later_missing: "A part of this chat is missing. Check your connection, then reload the page.",
  connection_interrupted: "No connection at the moment. Trying again.",
} as const;

type Built = keyof typeof ENGLISH | keyof typeof LATER_ENGLISH;
type Stem<Key> = Key extends `${infer Base}.${"one" | "other"}` ? Base : Key;

/** What a component may ask for: every key, plural forms by their stem. */
export type TextKey = Stem<Built>;
