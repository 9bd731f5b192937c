import { CLOSE_CODES, LIMITS } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { Value } from "typebox/value";
import { findEntrance } from "../features/sources/index.ts";
import type { Bus } from "../platform/bus/index.ts";
import { type HttpWire, httpWire } from "./http-wire.ts";
import type { Peers } from "./peers.ts";
import type { SocketServices } from "./socket-services.ts";
import { acceptVisitor } from "./visitor-connection.ts";

const StreamParameters = Type.Object({
  source_token: Type.String({ maxLength: 100 }),
  /** Made by the browser at random, and known to it alone: who has it speaks on the connection. */
  stream_id: Type.String({ pattern: "^[A-Za-z0-9_-]{43}$" }),
});
/** What a node passes on to the one that has the stream. */
const Passed = Type.Object({ number: Type.Integer(), lines: Type.String() });

export interface HttpStreamsOptions extends SocketServices {
  peers: Peers;
  bus: Bus;
}

/**
 * The visitors' connection where WebSockets do not get through: the same frames, down as server-sent events, up as
 * posts. A post may reach any node: the one that has the stream hears of it over the bus.
 */
export function httpStreamRoutes(options: HttpStreamsOptions): FastifyPluginAsyncTypebox {
  const { database, bus, peers } = options;
  const own = new Map<string, HttpWire>();
  const channelOf = (sourceToken: string, streamId: string) => `stream:${sourceToken}:${streamId}`;

  return async (server) => {
    // A content type that browsers send to other origins without asking first.
    server.addContentTypeParser("text/plain", { parseAs: "string", bodyLimit: LIMITS.frameBytes }, (_, body, done) =>
      done(null, body),
    );

    server.get(
      "/chat/:source_token/streams/:stream_id",
      { schema: { hide: true, params: StreamParameters } },
      async (request, reply) => {
        const { source_token: sourceToken, stream_id: streamId } = request.params;
        const source = await findEntrance(database, sourceToken);
        const channel = channelOf(sourceToken, streamId);
        const stopListening = bus.subscribe(channel, (passed) => {
          if (Value.Check(Passed, passed)) void own.get(channel)?.take(passed.number, passed.lines);
        });
        // The answer's beginning invites to post, and a post may come by any node.
        await bus.settled();
        reply.hijack();
        const wire = httpWire(reply.raw, reply.getHeaders());
        if (source === null || own.has(channel)) {
          stopListening();
          return wire.close(source === null ? CLOSE_CODES.source_closed : CLOSE_CODES.resume_later);
        }
        own.set(channel, wire);
        const connection = acceptVisitor(wire, source, request.ip, options);
        peers.add(connection);
        await connection.closed;
        stopListening();
        own.delete(channel);
      },
    );

    server.post(
      "/chat/:source_token/streams/:stream_id",
      {
        schema: {
          hide: true,
          params: StreamParameters,
          querystring: Type.Object({ number: Type.Integer({ minimum: 0 }) }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const channel = channelOf(request.params.source_token, request.params.stream_id);
        const { number } = request.query;
        const lines = typeof request.body === "string" ? request.body : "";
        const wire = own.get(channel);
        if (wire === undefined) bus.publish(channel, { number, lines });
        else await wire.take(number, lines);
        return reply.status(204).send(null);
      },
    );
  };
}
