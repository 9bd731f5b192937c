import {
  Community,
  CommunityChange,
  CommunityDraft,
  CommunityKey,
  CommunityKeyDraft,
  CreatedCommunityKey,
  ERRORS,
  type ErrorCode,
  IdentityRefusal,
  ListOf,
  ListQuery,
  TokenCheck,
  TokenToCheck,
  Uuid,
} from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { type Caller, callerOf, requirePermission } from "../accounts/index.ts";
import type { Communities } from "./communities.service.ts";
import type { CommunityRow } from "./communities.store.ts";
import type { KeyRow } from "./keys.store.ts";
import type { RefusalRow } from "./refusals.store.ts";
import type { Signing } from "./signing.service.ts";

const ById = Type.Object({ id: Uuid });
const keepers = requirePermission("update_community");

/** The domain's communities, their keys, and what was refused: for who keeps communities. */
export function communityRoutes(communities: Communities, signing: Signing): FastifyPluginAsyncTypebox {
  const tags = ["communities"];
  return async (server) => {
    server.get(
      "/communities",
      {
        ...keepers,
        schema: {
          tags,
          summary: "The domain's communities, oldest first.",
          querystring: ListQuery,
          response: { 200: ListOf(Community) },
        },
      },
      async (request) => {
        const { count, records } = await communities.list(callerOf(request).domainId, request.query);
        return { count, ...request.query, records: records.map(toCommunity) };
      },
    );

    server.get(
      "/communities/:id",
      { ...keepers, schema: { tags, summary: "One community.", params: ById, response: { 200: Community } } },
      async (request) => toCommunity(await communities.find(callerOf(request).domainId, request.params.id)),
    );

    server.post(
      "/communities",
      {
        ...requirePermission("create_community"),
        schema: { tags, summary: "Make a community.", body: CommunityDraft, response: { 201: Community } },
      },
      async (request, reply) => {
        const community = await communities.create(callerOf(request).domainId, request.body, byWhom(callerOf(request)));
        return reply.status(201).send(toCommunity(community));
      },
    );

    server.patch(
      "/communities/:id",
      {
        ...keepers,
        schema: {
          tags,
          summary:
            "Change a community's settings. Sessions that the new ones would not let in end; another mapping of extra values is applied to who is known already, soon after.",
          params: ById,
          body: CommunityChange,
          response: { 200: Community },
        },
      },
      async (request) =>
        toCommunity(
          await communities.change(
            callerOf(request).domainId,
            request.params.id,
            request.body,
            byWhom(callerOf(request)),
          ),
        ),
    );

    server.delete(
      "/communities/:id",
      {
        ...keepers,
        schema: {
          tags,
          summary: "Delete a community that no source and no visitor belongs to.",
          params: ById,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await communities.delete(callerOf(request).domainId, request.params.id, byWhom(callerOf(request)));
        return reply.status(204).send(null);
      },
    );

    server.get(
      "/communities/:id/keys",
      {
        ...keepers,
        schema: {
          tags,
          summary: "A community's keys, revoked ones among them, oldest first. Secrets are not told.",
          params: ById,
          response: { 200: Type.Object({ records: Type.Array(CommunityKey) }) },
        },
      },
      async (request) => {
        const rows = await communities.listKeys({
          domainId: callerOf(request).domainId,
          communityId: request.params.id,
        });
        return { records: rows.map(toKey) };
      },
    );

    server.post(
      "/communities/:id/keys",
      {
        ...keepers,
        schema: {
          tags,
          summary: "Add a key. A secret that is made here is shown this once.",
          params: ById,
          body: CommunityKeyDraft,
          response: { 201: CreatedCommunityKey },
        },
      },
      async (request, reply) => {
        const of = { domainId: callerOf(request).domainId, communityId: request.params.id };
        const { key, secret } = await communities.addKey(of, request.body, byWhom(callerOf(request)));
        return reply.status(201).send({ ...toKey(key), secret });
      },
    );

    server.delete(
      "/communities/:id/keys/:key_id",
      {
        ...keepers,
        schema: {
          tags,
          summary: "Revoke a key. Sessions that it signed end.",
          params: Type.Object({ id: Uuid, key_id: Uuid }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const of = { domainId: callerOf(request).domainId, communityId: request.params.id };
        await communities.revokeKey(of, request.params.key_id, byWhom(callerOf(request)));
        return reply.status(204).send(null);
      },
    );

    server.post(
      "/communities/:id/token_check",
      {
        ...keepers,
        schema: {
          tags,
          summary: "Say whether a signed identity is verified, or why not.",
          params: ById,
          body: TokenToCheck,
          response: { 200: TokenCheck },
        },
      },
      (request) => signing.check(callerOf(request).domainId, request.params.id, request.body.token),
    );

    server.get(
      "/communities/:id/refusals",
      {
        ...keepers,
        schema: {
          tags,
          summary: "The newest visitors who were not let in as whom the website said, and why.",
          params: ById,
          querystring: ListQuery,
          response: { 200: ListOf(IdentityRefusal) },
        },
      },
      async (request) => {
        const of = { domainId: callerOf(request).domainId, communityId: request.params.id };
        const { count, records } = await communities.listRefusals(of, request.query);
        return { count, ...request.query, records: records.map(toRefusal) };
      },
    );
  };
}

const byWhom = ({ userId: id, name }: Caller) => ({ id, name });

function toCommunity(row: CommunityRow): Community {
  const { domain_id: _, mapped_up_to_id: _progress, created_at, ...settings } = row;
  return { ...settings, created_at: created_at.toISOString() };
}

function toKey({ id, kid, algorithm, public_key, created_at, last_used_at, revoked_at }: KeyRow): CommunityKey {
  return {
    id,
    kid,
    algorithm,
    public_key,
    created_at: created_at.toISOString(),
    last_used_at: last_used_at?.toISOString() ?? null,
    revoked_at: revoked_at?.toISOString() ?? null,
  };
}

function toRefusal({ id, source_id, code, reason, kid, occurred_at }: RefusalRow): IdentityRefusal {
  const sentence = Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode].sentence : code;
  const message = reason === null ? sentence : `${sentence} ${reason}`;
  return { id, source_id, code, message, kid, occurred_at: occurred_at.toISOString() };
}
