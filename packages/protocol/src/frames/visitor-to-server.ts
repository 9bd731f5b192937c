import Type from "typebox";
import { AttachmentIds } from "../attachments.ts";
import { LIMITS } from "../constants.ts";
import { IdentitySecret, Uuid } from "../identifiers.ts";
import { CustomVariables, PageView } from "../page-views.ts";
import { KnownThread, LoadHistory, MarkRead, Ping, SetTyping, SyncThread } from "./shared.ts";

const OptionalText = (maxLength: number) => Type.Optional(Type.String({ maxLength }));

/** Characters of a signed identity's token: far within a frame. */
export const TOKEN_LENGTH = 24_000;

/** Characters of an extra value's name. */
export const EXTRA_VALUE_NAME_LENGTH = 100;

/** A company's own name for its visitor. */
export const CompanyUuid = Type.String({ minLength: 1, maxLength: LIMITS.nameLength });

/**
 * What a website says of its visitor without proof: names to show, never a key to anything. The extra values are
 * judged where they are taken, so that a bad one is told by its name and costs nothing else.
 */
export const IdentityClaims = Type.Object(
  {
    firstname: OptionalText(LIMITS.nameLength),
    lastname: OptionalText(LIMITS.nameLength),
    screenname: OptionalText(LIMITS.nameLength),
    company: OptionalText(LIMITS.nameLength),
    email: OptionalText(320),
    avatar_url: OptionalText(LIMITS.urlLength),
    uuid: Type.Optional(CompanyUuid),
    extra_values: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  { additionalProperties: false },
);
export type IdentityClaims = Type.Static<typeof IdentityClaims>;

/**
 * The first frame. The browser makes its identity's id and secret once and keeps them, so that two hellos,
 * or one sent twice, are the same identity.
 */
export const VisitorHello = Type.Object({
  type: Type.Literal("hello"),
  version: Type.Integer(),
  identity: Type.Object({ id: Uuid, secret: IdentitySecret }),
  claims: Type.Optional(IdentityClaims),
  /** A signed identity. The visitor is then whom it names, and the browser's own identity is not looked at. */
  token: Type.Optional(Type.String({ maxLength: TOKEN_LENGTH })),
  known: Type.Array(KnownThread, { maxItems: 50 }),
});

/** Names of an identity that the site set, or changed, while the session is open. */
export const CompleteIdentity = Type.Object({ type: Type.Literal("complete_identity"), claims: IdentityClaims });

/** A newer token of the same signed visitor: the session goes on for as long as this one is valid. */
export const RenewSignedIdentity = Type.Object({
  type: Type.Literal("renew_signed_identity"),
  token: Type.String({ maxLength: TOKEN_LENGTH }),
});

/** How a thread came to be; sent with every message until the thread's first acknowledgement. */
export const ThreadOrigin = Type.Object({
  trigger_id: Type.Union([Uuid, Type.Null()]),
  language: Type.Union([Type.String({ maxLength: 35 }), Type.Null()]),
  identity_initiated: Type.Boolean(),
  /** What stood in the window before the visitor wrote: the thread begins with it. */
  opening: Type.Optional(Type.Union([Type.Literal("welcome"), Type.Literal("automatic")])),
});
export type ThreadOrigin = Type.Static<typeof ThreadOrigin>;

export const SendVisitorMessage = Type.Object({
  type: Type.Literal("send_message"),
  id: Uuid,
  thread_id: Uuid,
  body: Type.String(),
  attachment_ids: Type.Optional(AttachmentIds),
  origin: Type.Union([ThreadOrigin, Type.Null()]),
});

/** The page that the engaged visitor is on, with its custom variables; sent again when either changes. */
export const ViewPage = Type.Object({
  type: Type.Literal("view_page"),
  page_view: PageView,
  custom_variables: CustomVariables,
});

/** The answer to a thread's e-mail request; `thread_changed` follows, or `refused`. */
export const SubmitEmail = Type.Object({
  type: Type.Literal("submit_email"),
  thread_id: Uuid,
  email: Type.String({ maxLength: 320 }),
});

/** Ends a live chat; `thread_changed` follows. Ending it again does nothing. */
export const EndThread = Type.Object({ type: Type.Literal("end_thread"), thread_id: Uuid });

export const VisitorToServer = Type.Union([
  VisitorHello,
  CompleteIdentity,
  RenewSignedIdentity,
  SendVisitorMessage,
  SetTyping,
  MarkRead,
  SyncThread,
  LoadHistory,
  ViewPage,
  SubmitEmail,
  EndThread,
  Ping,
]);
export type VisitorToServer = Type.Static<typeof VisitorToServer>;
