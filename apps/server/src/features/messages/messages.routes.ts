import { Message, MessageDraft, MessageListQuery, MessagePage, Uuid } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import type { Database } from "../../platform/database/index.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import { assertSourcePermission, type Caller, callerOf, openToBots } from "../accounts/index.ts";
import type { JudgeMentions } from "../mentions/index.ts";
import { findThread } from "../threads/index.ts";
import { isVisibleToAgent, toListing } from "./listings.decisions.ts";
import { renderSenderName } from "./messages.decisions.ts";
import type { MessageService } from "./messages.service.ts";
import { listMessagesAfter, listMessagesBefore } from "./messages.store.ts";

const ThreadParameters = Type.Object({ id: Uuid });

/** Reading a thread's messages and writing into it, for agents. */
export function messageRoutes(
  database: Database,
  messages: MessageService,
  findSenderName: (domainId: string, sourceId: string) => Promise<string>,
  /** Gives what nobody has to who replies. */
  takeByReply: (
    caller: Caller,
    reply: { messageId: string; threadId: string; sourceId: string; isLiveChat: boolean },
  ) => Promise<void>,
  judgeMentions: JudgeMentions,
  /** Refuses with thread_taken a bot that does not have the thread. */
  assertHeldByBot: (caller: Caller, threadId: string) => Promise<void>,
): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      "/threads/:id/messages",
      {
        ...openToBots,
        schema: {
          tags: ["messages"],
          summary: "A page of a thread's messages, in ascending order; the newest ones without a number.",
          params: ThreadParameters,
          querystring: MessageListQuery,
          response: { 200: MessagePage },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const { domainId } = caller;
        const { id } = request.params;
        const { after_number: after, before_number: before, limit } = request.query;
        const access = await findThread(database, domainId, id);
        if (access === null) throw new Refusal("not_found");
        assertSourcePermission(caller, access.sourceId, "read");
        const end = before ?? access.lastNumber + 1;
        const rows =
          after === undefined
            ? await listMessagesBefore(database, domainId, id, end, limit)
            : await listMessagesAfter(database, domainId, id, after, limit);
        const {
          messages: records,
          type: _,
          ...page
        } = toListing(id, access.lastNumber, rows, isVisibleToAgent, after ?? end - 1);
        return { ...page, records };
      },
    );

    server.post(
      "/threads/:id/messages",
      {
        ...openToBots,
        schema: {
          tags: ["messages"],
          summary:
            "Write a message, or a private note, as the caller. The same id again is the same message. A reply takes what nobody has, or a bot, and is refused at the hard limit. A bot writes in what it has.",
          params: ThreadParameters,
          body: MessageDraft,
          response: { 201: Message },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const access = await findThread(database, caller.domainId, request.params.id);
        if (access === null) throw new Refusal("not_found");
        assertSourcePermission(caller, access.sourceId, "reply");
        const isPrivate = request.body.private ?? false;
        const { domainId } = caller;
        const ids = request.body.mention_ids ?? [];
        const mentions = await judgeMentions({ domainId, sourceId: access.sourceId, isPrivate, ids });
        const template = await findSenderName(caller.domainId, access.sourceId);
        const isByBot = caller.kind === "bot";
        const name = isPrivate || isByBot ? caller.name : renderSenderName(template, caller);
        const messageId = request.body.id ?? newId();
        const { sourceId, thread } = access;
        if (isByBot) {
          await assertHeldByBot(caller, request.params.id);
        } else if (!isPrivate) {
          const isLiveChat = thread.live !== null;
          await takeByReply(caller, { messageId, threadId: request.params.id, sourceId, isLiveChat });
        }
        const outcome = await messages.addMessage(
          {
            domainId: caller.domainId,
            id: messageId,
            threadId: request.params.id,
            author: { type: isByBot ? "bot" : "agent", id: caller.userId, name },
            body: request.body.body,
            private: isPrivate,
            attachmentIds: request.body.attachment_ids ?? [],
            mentions,
            newThread: null,
          },
          null,
        );
        if (outcome.kind === "refused") throw new Refusal(outcome.code);
        return reply.status(201).send(outcome.message);
      },
    );
  };
}
