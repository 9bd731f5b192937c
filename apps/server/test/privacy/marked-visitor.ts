import { randomUUID } from "node:crypto";
import { type Attachment, PROTOCOL_VERSION } from "@beckon/protocol";
import { newId } from "../../src/platform/identifiers.ts";
import { PNG } from "../attachments/samples.ts";
import { connectPeer, type VisitorPeer } from "../delivery/peer.ts";
import { type Browser, firstMessageOrigin, newBrowser } from "../delivery/world.ts";
import type { Tenant, World } from "../http/world.ts";

/** A visitor who has left a marker in everything that a browser can say of them. */
export interface MarkedVisitor {
  browser: Browser;
  peer: VisitorPeer;
  threadId: string;
  attachment: Attachment;
  /** Each stands in one place of what the visitor said, and nowhere else in the world. */
  markers: Record<string, string>;
}

export const urlOf = (world: World) => `http://127.0.0.1:${world.application.port}`;
export const socketOf = (world: World, tenant: Tenant) =>
  `ws://127.0.0.1:${world.application.port}/chat/${tenant.source.token}/socket`;

const MARKED = ["first", "last", "screen", "company", "email", "avatar", "extra", "page", "title", "variable"] as const;

async function upload(world: World, tenant: Tenant, { identity }: Browser, name: string): Promise<Attachment> {
  const response = await fetch(`${urlOf(world)}/chat/${tenant.source.token}/attachments/${newId()}`, {
    method: "PUT",
    headers: {
      "content-type": "application/octet-stream",
      "x-beckon-name": encodeURIComponent(name),
      "x-beckon-identity": identity.id,
      "x-beckon-secret": identity.secret,
    },
    body: new Uint8Array(PNG),
  });
  if (response.status !== 201) throw new Error(await response.text());
  return (await response.json()) as Attachment;
}

export async function comeMarked(world: World, tenant: Tenant): Promise<MarkedVisitor> {
  const made = [...MARKED, "body", "second", "file", "note", "context"].map((name) => [
    name,
    `${name}-${randomUUID()}`,
  ]);
  const markers: Record<string, string> = Object.fromEntries(made);
  const mark = (name: string) => markers[name] ?? "";
  const browser = newBrowser();
  const peer: VisitorPeer = await connectPeer(socketOf(world, tenant));
  peer.send({
    type: "hello",
    version: PROTOCOL_VERSION,
    identity: browser.identity,
    known: [],
    claims: {
      firstname: mark("first"),
      lastname: mark("last"),
      screenname: mark("screen"),
      company: mark("company"),
      email: `${mark("email")}@example.test`,
      avatar_url: `https://example.test/${mark("avatar")}.png`,
      extra_values: { plan: mark("extra") },
    },
  });
  await peer.next("welcomed");
  const threadId = newId();
  const say = async (body: string, attachment_ids: string[]) => {
    const id = newId();
    peer.send({ type: "send_message", id, thread_id: threadId, body, attachment_ids, origin: firstMessageOrigin });
    const answer = await peer.next("message_acknowledged");
    if (answer.id !== id) throw new Error("another message was acknowledged");
  };
  await say(mark("body"), []);
  const attachment = await upload(world, tenant, browser, `${mark("file")}.png`);
  await say(mark("second"), [attachment.id]);
  peer.send({
    type: "view_page",
    page_view: {
      id: newId(),
      url: `https://example.test/${mark("page")}`,
      title: mark("title"),
      started_at: new Date().toISOString(),
    },
    custom_variables: { custom_cart: mark("variable") },
  });
  const note = await world.ask(`/api/v1/threads/${threadId}/messages`, {
    method: "POST",
    token: tenant.tokens.administrator,
    body: { id: newId(), body: `a note: ${mark("note")}`, private: true },
  });
  if (note.status >= 300) throw new Error(note.text);
  await world.database.query({
    text: "update threads set context_data = $2 where id = $1",
    values: [threadId, JSON.stringify({ basket: mark("context") })],
  });
  return { browser, peer, threadId, attachment, markers };
}

/** A page view is not acknowledged: it is there once it is there. */
export async function untilStored(world: World, marker: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await world.database.query({
      text: "select from page_views where url like $1",
      values: [`%${marker}%`],
    });
    if (found.rowCount === 1) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("the page view was not stored");
}
