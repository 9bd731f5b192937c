import type { TextKey } from "../text/english.ts";
import type { Chat } from "../window/chat.ts";

/** What a connection that has ended for good means to the visitor. */
const ENDED: Readonly<Record<string, TextKey>> = {
  version_unsupported: "connection_version_unsupported",
  not_authorised: "connection_not_authorised",
  session_expired: "connection_session_expired",
  token_expired: "connection_session_expired",
  token_key_revoked: "connection_session_expired",
  identity_unsigned: "connection_identity_unsigned",
  source_closed: "connection_source_closed",
};

export function Ended({ chat, reason }: { chat: Chat; reason: string }) {
  const key = ENDED[reason] ?? "connection_ended";
  return (
    <p class="notice">
      {chat.texts.text(key)}
      {key !== "connection_source_closed" && (
        <button type="button" class="text-button" onClick={() => location.reload()}>
          {chat.texts.text("control_reload_title")}
        </button>
      )}
    </p>
  );
}
