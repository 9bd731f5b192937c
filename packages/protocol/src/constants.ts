/** What both ends must agree on and a browser can carry without a schema library. */

/** The version that a client names in its `hello`. The server also understands the one before it. */
export const PROTOCOL_VERSION = 1;

/** WebSocket close codes, in the range that RFC 6455 leaves to applications. */
export const CLOSE_CODES = {
  /** The peer spoke before its hello, or did not say hello in time. */
  hello_expected: 4000,
  /** Neither this protocol version nor the one before it. Reload to get newer code; do not retry. */
  version_unsupported: 4001,
  /** The credentials are wrong or have ended. Do not retry with the same ones. */
  not_authorised: 4003,
  /** The token that signed the visitor has expired, or its key was revoked. Come back with another token only. */
  session_expired: 4010,
  /** The source is unknown, inactive or in maintenance. Do not retry. */
  source_closed: 4004,
  /** The reader fell behind the bound of its buffer: reconnect and resume by number. */
  resume_later: 4008,
  /** Heartbeats stopped. Reconnect. */
  peer_silent: 4009,
  /** A frame was larger than the bound. */
  frame_too_large: 1009,
  /** The server is stopping in good order: reconnect, to another node if there is one. */
  server_stopping: 1012,
} as const;

/** After these, a client must not connect again with what it has: their names, which are all that it carries. */
export const FINAL_CLOSES: Readonly<Record<number, string>> = {
  [CLOSE_CODES.version_unsupported]: "version_unsupported",
  [CLOSE_CODES.not_authorised]: "not_authorised",
  [CLOSE_CODES.session_expired]: "session_expired",
  [CLOSE_CODES.source_closed]: "source_closed",
};

export const LIMITS = {
  /** UTF-16 code units of a message's body. */
  messageBodyLength: 8_000,
  /** Bytes of one frame, either direction from a client. */
  frameBytes: 64 * 1024,
  nameLength: 200,
  urlLength: 4_096,
  titleLength: 500,
  /** Keys of `extra_values` and of the custom variables that accompany a page view. */
  keyedValues: 100,
  keyedValueLength: 2_000,
  /** Messages in one `messages_listed`. */
  messagesPerPage: 100,
} as const;

/** What a canned reply may name in `{{…}}`: filled in by the desk when the reply is chosen. */
export const CANNED_REPLY_VARIABLES = [
  "visitor.firstname",
  "visitor.lastname",
  "visitor.name",
  "visitor.email",
  "visitor.company",
  "agent.firstname",
  "agent.lastname",
  "agent.name",
  "source.name",
] as const;
export type CannedReplyVariable = (typeof CANNED_REPLY_VARIABLES)[number];

/** `{{name}}` or `{{name|what stands there when it is not known}}`. */
export const CANNED_REPLY_VARIABLE_PATTERN = /\{\{\s*([^{}|]*?)\s*(?:\|([^{}]*))?\}\}/g;

/** Counting a folder stops here: nobody reads so many, and a folder costs no more than this. */
export const FOLDER_COUNT_LIMIT = 100;

/** A peer that has sent nothing for this long is dead; clients ping at a third of it. */
export const PEER_SILENCE_LIMIT_MS = 30_000;

/** In the queue the higher one comes first, and of equal ones the older. Ascending. */
export const TASK_PRIORITIES = ["low", "normal", "high", "urgent"] as const;

/** What the console asks before anything else on the pages of people who are signed in, letter for letter. */
export const CONSOLE_FIRST_QUESTIONS = ["/api/v1/me", "/api/v1/threads?offset=0&limit=100"] as const;
