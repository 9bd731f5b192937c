/**
 * Every error that leaves the server, once: its code, its HTTP status, whether trying the same again can
 * help, and the sentence for the person who gets it. Routes and frames name a code; nobody writes a sentence.
 */
export const ERRORS = {
  invalid_request: { status: 422, retry: false, sentence: "Some of what was sent is not as it should be." },
  malformed_json: { status: 400, retry: false, sentence: "The body is not valid JSON." },
  unsupported_media_type: { status: 415, retry: false, sentence: "Send the body as application/json." },
  body_too_large: { status: 413, retry: false, sentence: "That is larger than what is accepted here." },
  frame_unknown: { status: 422, retry: false, sentence: "That frame is not one that this server knows." },
  frame_invalid: { status: 422, retry: false, sentence: "That frame does not have the shape its type asks for." },
  not_authenticated: { status: 401, retry: false, sentence: "Sign in first, or send a valid token." },
  login_failed: { status: 401, retry: false, sentence: "The e-mail address or the password is not right." },
  login_limited: { status: 429, retry: true, sentence: "Too many attempts. Wait a few minutes and try again." },
  origin_refused: { status: 403, retry: false, sentence: "That request came from a page that may not make it." },
  not_permitted: { status: 403, retry: false, sentence: "Your role does not allow that. Ask an administrator." },
  not_found: { status: 404, retry: false, sentence: "There is nothing here, or nothing that you may see." },
  already_exists: { status: 409, retry: false, sentence: "Something with that name or id exists already." },
  id_taken: { status: 409, retry: false, sentence: "That id belongs to something else. Make a new one." },
  role_fixed: { status: 409, retry: false, sentence: "That role comes with Beckon and stays as it is." },
  role_in_use: { status: 409, retry: false, sentence: "Somebody still has that role. Give them another one first." },
  rules_limit_reached: {
    status: 409,
    retry: false,
    sentence: "There are as many rules as there can be. Delete one that you do not need first.",
  },
  folder_fixed: { status: 409, retry: false, sentence: "That folder comes with Beckon and stays as it is." },
  folders_limit_reached: {
    status: 409,
    retry: false,
    sentence: "There are as many folders as there can be. Delete one that you do not need first.",
  },
  category_in_use: {
    status: 409,
    retry: false,
    sentence: "Other categories stand beneath that one. Move or delete them first.",
  },
  last_administrator: { status: 409, retry: false, sentence: "Somebody has to stay administrator." },
  self_deactivated: { status: 409, retry: false, sentence: "You cannot deactivate yourself. Ask a colleague." },
  revert_refused: { status: 409, retry: false, sentence: "That change cannot be taken back." },
  thread_locked: {
    status: 409,
    retry: false,
    sentence: "This conversation is locked. Nothing more can be written here.",
  },
  thread_ended: {
    status: 409,
    retry: false,
    sentence: "This conversation has ended. Nothing more can be written here.",
  },
  thread_taken: { status: 409, retry: false, sentence: "A colleague has taken this conversation already." },
  task_over: {
    status: 409,
    retry: false,
    sentence: "There is nothing more to do here: it has been dealt with already.",
  },
  translation_off: {
    status: 409,
    retry: false,
    sentence: "Nothing is translated here: an administrator can name a service for it.",
  },
  translation_failed: { status: 502, retry: true, sentence: "The translation service gave no translation." },
  nothing_waiting: { status: 409, retry: false, sentence: "Nobody is waiting whom you could answer." },
  capacity_reached: {
    status: 409,
    retry: false,
    sentence: "You have as many conversations as you can take. Close or defer one first.",
  },
  reply_missing: {
    status: 409,
    retry: false,
    sentence: "Nobody has replied yet. Reply before you close, or cancel.",
  },
  reply_given: { status: 409, retry: false, sentence: "Somebody has replied, so this is closed and not canceled." },
  undo_too_late: { status: 409, retry: false, sentence: "That can be taken back for ten seconds only." },
  threads_limit_reached: {
    status: 409,
    retry: false,
    sentence: "You have several open conversations already. Please go on in one of them.",
  },
  email_incorrect: { status: 422, retry: false, sentence: "That is not an e-mail address." },
  message_empty: { status: 422, retry: false, sentence: "A message needs some text." },
  message_too_long: {
    status: 422,
    retry: false,
    sentence: "That message is too long. Send it in parts of at most 8,000 characters.",
  },
  mention_public: { status: 422, retry: false, sentence: "Colleagues are mentioned in notes only." },
  mention_refused: {
    status: 409,
    retry: false,
    sentence: "Somebody whom you mention may not read this conversation, or does not work here any more.",
  },
  attachment_too_large: { status: 413, retry: false, sentence: "A file can have at most 10 MB." },
  attachment_type_refused: { status: 422, retry: false, sentence: "Files of this type cannot be sent." },
  attachment_mismatch: {
    status: 422,
    retry: false,
    sentence: "What the file holds does not agree with its extension.",
  },
  attachment_image_too_large: {
    status: 422,
    retry: false,
    sentence: "That image has too many pixels. An image can have at most 50 million.",
  },
  attachment_missing: {
    status: 409,
    retry: false,
    sentence: "A file of this message is not there, or not yours to send. Attach it again.",
  },
  identity_refused: {
    status: 401,
    retry: false,
    sentence: "This browser could not be recognised. Reload the page to start anew.",
  },
  identity_unsigned: { status: 401, retry: false, sentence: "Sign in to the website to use this chat." },
  identity_differs: {
    status: 409,
    retry: false,
    sentence: "That names another visitor than the one of this session. Start another session.",
  },
  identity_signed: {
    status: 409,
    retry: false,
    sentence: "This visitor is signed: what is known of them comes from the token alone.",
  },
  extra_values_refused: { status: 422, retry: false, sentence: "The extra values cannot be taken." },
  signed_identities_rejected: {
    status: 401,
    retry: false,
    sentence: "This source's community rejects signed identities, so the token was not looked at.",
  },
  token_malformed: { status: 401, retry: false, sentence: "The token is not a signed JWT." },
  token_algorithm_refused: {
    status: 401,
    retry: false,
    sentence: "The token's `alg` is not its key's. HS256 and RS256 are taken, and no other.",
  },
  token_key_unknown: { status: 401, retry: false, sentence: "The community has no key of the token's `kid`." },
  token_key_revoked: { status: 401, retry: false, sentence: "The key of the token's `kid` has been revoked." },
  token_signature_wrong: {
    status: 401,
    retry: false,
    sentence: "The token's signature does not come from the key of its `kid`.",
  },
  token_expiry_missing: { status: 401, retry: false, sentence: "The token has no `exp` in Unix seconds." },
  token_expired: { status: 401, retry: false, sentence: "The token has expired." },
  token_not_yet_valid: { status: 401, retry: false, sentence: "The token is not valid yet." },
  token_validity_short: {
    status: 401,
    retry: false,
    sentence: "A token must be valid for at least an hour when it is first presented.",
  },
  token_predates_erasure: {
    status: 401,
    retry: false,
    sentence:
      "What was stored of this visitor has been erased, and the token may be from before. Issue a new one that says when, by `iat`.",
  },
  token_uuid_missing: { status: 401, retry: false, sentence: "The token has no `uuid`, a text that is not empty." },
  token_payload_invalid: { status: 401, retry: false, sentence: "Some of the token's payload is not as it should be." },
  identity_group_full: {
    status: 409,
    retry: false,
    sentence: "A person has at most 100 identities.",
  },
  identities_not_separable: {
    status: 409,
    retry: false,
    sentence: "Those are not some of the person's identities: others have to stay.",
  },
  mapping_changed: {
    status: 409,
    retry: false,
    sentence:
      "Somebody has changed the mapping meanwhile. Read it again, and make your change to what stands there now.",
  },
  community_in_use: {
    status: 409,
    retry: false,
    sentence: "Sources or visitors belong to this community, so it cannot be deleted.",
  },
  rate_limited: { status: 429, retry: true, sentence: "That was too much at once. Wait a moment and try again." },
  database_unavailable: {
    status: 503,
    retry: true,
    sentence: "The server cannot store anything at the moment. Nothing is lost: it is tried again.",
  },
  database_full: {
    status: 507,
    retry: true,
    sentence: "The server's disk is full. An administrator has to make room.",
  },
  server_stopping: { status: 503, retry: true, sentence: "The server is restarting. Try again in a few seconds." },
  internal_error: { status: 500, retry: true, sentence: "Something went wrong on our side. It has been noted." },
} as const satisfies Record<string, { status: number; retry: boolean; sentence: string }>;

export type ErrorCode = keyof typeof ERRORS;
