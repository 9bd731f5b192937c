import { Readable } from "node:stream";
import { ATTACHMENT_HEADERS, ATTACHMENT_LIMITS, Attachment, IdentitySecret, Uuid } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyInstance, FastifyRequest } from "fastify";
import Type from "typebox";
import { Value } from "typebox/value";
import type { Database } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import { callerOf } from "../accounts/index.ts";
import type { Identities } from "../identities/index.ts";
import { findEntrance } from "../sources/index.ts";
import { dispositionOf } from "./attachments.decisions.ts";
import type { Attachments } from "./attachments.service.ts";

const IdParameters = Type.Object({ id: Uuid });
const VisitorParameters = Type.Object({ token: Type.String({ maxLength: 200 }), id: Uuid });
const KeyParameters = Type.Object({ key: IdentitySecret });
const DownloadQuery = Type.Object({ save: Type.Optional(Type.Literal("1")) });
/** How long a browser remembers that it may upload here. */
const PREFLIGHT_SECONDS = 600;

/** Nothing in a file can run, load or be framed, whatever a browser takes it for. */
const FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

/** Uploads of agents. */
export function attachmentRoutes(attachments: Attachments): FastifyPluginAsyncTypebox {
  return async (server) => {
    acceptFiles(server);
    server.put(
      "/attachments/:id",
      {
        schema: {
          tags: ["messages"],
          summary: `Upload a file for a message: the bytes as application/octet-stream, the name, percent-encoded, in the header ${ATTACHMENT_HEADERS.name}. The same id again is the same file.`,
          params: IdParameters,
          response: { 201: Attachment },
        },
      },
      async (request, reply) => {
        const { domainId, userId } = callerOf(request);
        const { name, body } = readUpload(request);
        const uploader = { domainId, type: "agent", id: userId } as const;
        return reply.status(201).send(await attachments.upload(uploader, request.params.id, name, body));
      },
    );
  };
}

/** Uploads of visitors, and downloads by whoever was given an address. */
export function publicAttachmentRoutes(
  database: Database,
  identities: Identities,
  attachments: Attachments,
): FastifyPluginAsyncTypebox {
  return async (server) => {
    acceptFiles(server);
    server.options("/chat/:token/attachments/:id", { schema: { hide: true } }, async (_request, reply) =>
      reply
        .status(204)
        .headers({
          "access-control-allow-methods": "PUT",
          "access-control-allow-headers": ["content-type", ...Object.values(ATTACHMENT_HEADERS)].join(", "),
          "access-control-max-age": String(PREFLIGHT_SECONDS),
        })
        .send(),
    );

    server.put(
      "/chat/:token/attachments/:id",
      { schema: { hide: true, params: VisitorParameters, response: { 201: Attachment } } },
      async (request, reply) => {
        const entrance = await findEntrance(database, request.params.token);
        if (entrance === null) throw new Refusal("not_found");
        const id = readHeader(request, ATTACHMENT_HEADERS.identityId);
        const secret = readHeader(request, ATTACHMENT_HEADERS.identitySecret);
        if (!Value.Check(Uuid, id) || !Value.Check(IdentitySecret, secret)) throw new Refusal("identity_refused");
        const token = readHeader(request, ATTACHMENT_HEADERS.token);
        const introduction = { identity: { id, secret }, ...(token === "" ? {} : { token }) };
        const identity = await identities.recognise(entrance, introduction, request.ip);
        if (identity === null) throw new Refusal("identity_refused");
        const { name, body } = readUpload(request);
        const uploader = { domainId: entrance.domainId, type: "visitor", id: identity.id } as const;
        return reply.status(201).send(await attachments.upload(uploader, request.params.id, name, body));
      },
    );

    for (const part of ["file", "thumbnail"] as const) {
      server.get(
        `/chat/attachments/:key${part === "file" ? "" : "/thumbnail"}`,
        { schema: { hide: true, params: KeyParameters, querystring: DownloadQuery } },
        async (request, reply) => {
          const opened = await attachments.open(request.params.key, part);
          if (opened === null) throw new Refusal("not_found");
          const { row, content } = opened;
          const contentType = part === "file" ? row.content_type : "image/webp";
          const isSaving = request.query.save === "1";
          return reply
            .headers({
              "content-type": contentType,
              "content-disposition":
                part === "file" ? dispositionOf(row.name, contentType, isSaving) : 'inline; filename="thumbnail.webp"',
              "content-security-policy": FILE_POLICY,
              "x-content-type-options": "nosniff",
              "x-frame-options": "DENY",
              "referrer-policy": "no-referrer",
              // What has been erased does not live on in caches for long.
              "cache-control": "private, max-age=3600",
              ...(part === "file" ? { "content-length": row.size } : {}),
            })
            .send(content);
        },
      );
    }
  };
}

/** The body as it comes: it is counted and judged while it is read. */
function acceptFiles(server: FastifyInstance): void {
  server.addContentTypeParser("application/octet-stream", (_request, payload, done) => done(null, payload));
}

function readUpload(request: FastifyRequest): { name: string; body: Readable } {
  if (!(request.body instanceof Readable)) {
    throw new Refusal("invalid_request", { reason: "The file is sent as the body, as application/octet-stream." });
  }
  if (Number(request.headers["content-length"] ?? 0) > ATTACHMENT_LIMITS.bytes) {
    throw new Refusal("attachment_too_large");
  }
  const name = decodeName(readHeader(request, ATTACHMENT_HEADERS.name));
  if (name === null) {
    throw new Refusal("invalid_request", {
      field: ATTACHMENT_HEADERS.name,
      reason: "The header must hold the file's name, percent-encoded.",
    });
  }
  return { name, body: request.body };
}

function readHeader(request: FastifyRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === "string" ? value : "";
}

function decodeName(encoded: string): string | null {
  if (encoded === "" || encoded.length > 3_000) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}
