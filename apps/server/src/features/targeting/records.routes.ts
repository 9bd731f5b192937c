import { ListOf, ListOfSourceQuery, Uuid } from "@beckon/protocol";
import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { assertVisibleSource, type Caller, callerOf, requirePermission, visibleSources } from "../accounts/index.ts";
import { authorOf, type ConfigurationAuthor } from "../sources/index.ts";
import type { Records } from "./records.service.ts";
import type { SourceRecord } from "./records.store.ts";

const ById = Type.Object({ id: Uuid });

export interface RecordRoutes<Entry extends SourceRecord, Draft extends { source_id: string }> {
  /** Under the API's own path: `/triggers`. */
  path: string;
  /** One of them, with its article, for the documentation: "a trigger". */
  noun: string;
  /** The schemas that `Entry`, `Draft` and a change are the types of. */
  schemas: { entry: Type.TSchema; draft: Type.TSchema; change: Type.TSchema };
  records: Records<Entry, Draft>;
  /** For those that can be copied. */
  duplicate?(author: ConfigurationAuthor, id: string): Promise<Entry>;
  /** What the API tells of entries, when that is more than they are. */
  present?(domainId: string, entries: Entry[]): Promise<object[]>;
}

/** The routes of one kind of thing that stands in a source. Who may see the source reads; who manages messaging writes. */
export function addRecordRoutes<Entry extends SourceRecord, Draft extends { source_id: string }>(
  server: FastifyInstance,
  {
    path,
    noun,
    schemas,
    records,
    duplicate,
    present = async (_domainId, entries) => entries,
  }: RecordRoutes<Entry, Draft>,
): void {
  const tags = ["targeting"];
  const managers = requirePermission("manage_messaging");
  const presentOne = async ({ domainId }: Caller, entry: Entry) => (await present(domainId, [entry]))[0];

  server.get<{ Querystring: ListOfSourceQuery }>(
    path,
    {
      schema: {
        tags,
        summary: `List: ${noun} each, in their order.`,
        querystring: ListOfSourceQuery,
        response: { 200: ListOf(schemas.entry) },
      },
    },
    async (request) => {
      const { source_id: sourceId, offset, limit } = request.query;
      const { domainId, rights } = callerOf(request);
      const page = await records.list(domainId, { sourceId, sourceIds: visibleSources(rights), offset, limit });
      return { count: page.count, offset, limit, records: await present(domainId, page.records) };
    },
  );

  server.get<{ Params: { id: string } }>(
    `${path}/:id`,
    { schema: { tags, summary: `Read ${noun}.`, params: ById, response: { 200: schemas.entry } } },
    async (request) => {
      const caller = callerOf(request);
      const entry = await records.find(caller.domainId, request.params.id);
      assertVisibleSource(caller, entry.source_id);
      return presentOne(caller, entry);
    },
  );

  // Bodies are cast to what their schemas have just validated: generic schemas have no static type.
  server.post(
    path,
    {
      ...managers,
      schema: { tags, summary: `Make ${noun}.`, body: schemas.draft, response: { 201: schemas.entry } },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const entry = await records.create(authorOf(caller), request.body as Draft);
      return reply.status(201).send(await presentOne(caller, entry));
    },
  );

  server.patch<{ Params: { id: string } }>(
    `${path}/:id`,
    {
      ...managers,
      schema: {
        tags,
        summary: `Change ${noun}. What is left out stays.`,
        params: ById,
        body: schemas.change,
        response: { 200: schemas.entry },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { id } = request.params;
      return presentOne(caller, await records.change(authorOf(caller), id, request.body as Partial<Entry>));
    },
  );

  server.delete<{ Params: { id: string } }>(
    `${path}/:id`,
    { ...managers, schema: { tags, summary: `Delete ${noun}.`, params: ById, response: { 204: Type.Null() } } },
    async (request, reply) => {
      await records.remove(authorOf(callerOf(request)), request.params.id);
      return reply.status(204).send(null);
    },
  );

  if (duplicate === undefined) return;
  server.post<{ Params: { id: string } }>(
    `${path}/:id/duplicate`,
    {
      ...managers,
      schema: {
        tags,
        summary: `Copy ${noun}. The copy stands right behind it; that of a trigger is inactive.`,
        params: ById,
        response: { 201: schemas.entry },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const copy = await duplicate(authorOf(caller), request.params.id);
      return reply.status(201).send(await presentOne(caller, copy));
    },
  );
}
