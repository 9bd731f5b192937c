import type {
  AuditEvent,
  Category,
  Folder,
  FolderCounts,
  FolderDraft,
  Tag,
  Team,
  ThreadSummary,
  User,
} from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { newId } from "../src/platform/identifiers.ts";
import { availableDatabaseKinds } from "./database.ts";
import { connectAgent, connectVisitor, firstMessageOrigin, newBrowser } from "./delivery/world.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();
type List<Record> = { count: number; records: Record[] };

describe.each(kinds)("folders on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let stranger: Tenant;
  let nowMs = Date.now();
  let tenants = 0;

  beforeAll(async () => {
    world = await startWorld(kind, { clock: { nowMs: () => nowMs } });
    stranger = await world.createTenant("green");
  });
  afterAll(() => world.close());

  const begin = async () => {
    tenants += 1;
    tenant = await world.createTenant(`purple${tenants}`);
  };
  const ask = <Body>(method: string, path: string, body?: object, token = tenant.tokens.administrator) =>
    world.ask<Body>(`/api/v1${path}`, { method, token, ...(body === undefined ? {} : { body }) });
  const create = async (draft: FolderDraft, token?: string) => {
    const answer = await ask<Folder>("POST", "/folders", draft, token);
    expect(answer.status, answer.text).toBe(201);
    return answer.body;
  };
  const idOf = async (role: "agent" | "supervisor") =>
    (await ask<List<User>>("GET", "/users")).body.records.find(({ email }) => email === tenant.emails[role])?.id ?? "";

  async function startThread(language = "en"): Promise<string> {
    const threadId = newId();
    const visitor = await connectVisitor(world.application.url, tenant.source.token, newBrowser());
    const origin = { ...firstMessageOrigin, language };
    visitor.send({ type: "send_message", id: newId(), thread_id: threadId, body: "Hello", origin });
    await visitor.next("message_acknowledged");
    await visitor.close();
    return threadId;
  }

  /** The desk's follower has its say a moment later: what is listed, counted and asked for one by one is awaited, as one. */
  async function expectThreads(folder: Folder, threadIds: string[], token?: string): Promise<void> {
    await vi.waitFor(async () => {
      const path = `/threads?folder_id=${folder.id}`;
      const listed = (await ask<List<ThreadSummary>>("GET", path, undefined, token)).body;
      const all = (await ask<List<ThreadSummary>>("GET", "/threads", undefined, token)).body.records;
      expect(listed.records.map(({ id }) => id)).toEqual(threadIds);
      expect(listed.count).toBe(threadIds.length);
      const counts = (await ask<FolderCounts>("GET", "/folders/counts", undefined, token)).body.records;
      expect(counts.find(({ folder_id }) => folder_id === folder.id)?.count).toBe(threadIds.length);
      if (all.length === 0) return;
      const asked = await ask<List<ThreadSummary>>("GET", `${path}&ids=${all.map(({ id }) => id)}`, undefined, token);
      expect(asked.body.records.map(({ id }) => id)).toEqual(threadIds);
    }, 20_000);
  }

  it("FLD1, FLD2, FLD3: list, count and single answers agree while conversations come and go", async () => {
    await begin();
    const [agentId, everybody] = [await idOf("agent"), { kind: "everybody" } as const];
    const team = (await ask<Team>("POST", "/teams", { label: "Returns", member_ids: [agentId] })).body;
    const vip = (await ask<Tag>("POST", "/tags", { label: "VIP" })).body;
    const folders = {
      unanswered: await create({ label: "U", visibility: everybody, conditions: { answer: "awaited" } }),
      neverAnswered: await create({ label: "N", conditions: { answer: "never_given" } }),
      answered: await create({ label: "A", conditions: { answer: "given" } }),
      mine: await create({ label: "M", visibility: everybody, conditions: { assigned: { kind: "me" } } }),
      nobodys: await create({ label: "O", conditions: { assigned: { kind: "nobody" } }, sorting: "oldest" }),
      agents: await create({ label: "G", conditions: { assigned: { kind: "agent", id: agentId } } }),
      teams: await create({ label: "T", conditions: { assigned: { kind: "team", id: team.id } } }),
      tagged: await create({ label: "V", conditions: { tag_ids: [vip.id], source_ids: [tenant.source.id] } }),
      portuguese: await create({ label: "P", conditions: { languages: ["pt"] } }),
      unread: await create({ label: "R", conditions: { unread: true } }),
      locked: await create({ label: "L", conditions: { state: "locked" } }),
      silent: await create({ label: "S", conditions: { silent_minutes: 60, state: "open" } }),
    };
    for (const folder of Object.values(folders)) await expectThreads(folder, []);
    const first = await startThread("pt-BR");
    const second = await startThread();
    await expectThreads(folders.unanswered, [second, first]);
    await expectThreads(folders.neverAnswered, [second, first]);
    await expectThreads(folders.nobodys, [first, second]);
    await expectThreads(folders.unread, [second, first]);
    await expectThreads(folders.portuguese, [first]);
    await expectThreads(folders.answered, []);

    const write = (threadId: string, body: object) =>
      ask("POST", `/threads/${threadId}/messages`, body, tenant.tokens.agent);
    await write(first, { body: "Only for us", private: true });
    await ask("PUT", `/threads/${first}/tags`, { tag_ids: [vip.id] });
    await ask("POST", `/threads/${second}/lock`);
    await expectThreads(folders.tagged, [first]);
    await expectThreads(folders.locked, [second]);
    await expectThreads(folders.unanswered, [first, second]);
    await write(second, { body: "It is on its way" });
    await expectThreads(folders.answered, [second]);
    await expectThreads(folders.unanswered, [first]);
    await expectThreads(folders.neverAnswered, [first]);
    await expectThreads(folders.unread, [first]);
    for (const folder of [folders.agents, folders.teams]) await expectThreads(folder, [second]);
    await expectThreads(folders.nobodys, [first]);
    await expectThreads(folders.mine, []);
    await expectThreads(folders.mine, [second], tenant.tokens.agent);

    const category = async (body: object) => (await ask<Category>("POST", "/categories", body)).body;
    const orders = await category({ label: "Orders" });
    const returns = await category({ label: "Returns", parent_id: orders.id });
    const faulty = await category({ label: "Faulty", parent_id: returns.id });
    const aboutOrders = await create({ label: "C", conditions: { category_ids: [orders.id] } });
    const aboutFaulty = await create({ label: "D", conditions: { category_ids: [faulty.id] } });
    await ask("PUT", `/threads/${first}/categories`, { category_ids: [faulty.id] });
    await expectThreads(aboutOrders, [first]);
    await ask("PUT", `/threads/${first}/categories`, { category_ids: [returns.id] });
    await expectThreads(aboutFaulty, []);
    await expectThreads(aboutOrders, [first]);

    await expectThreads(folders.silent, []);
    nowMs += 61 * 60_000;
    await expectThreads(folders.silent, [second, first]);
    await ask("DELETE", `/tags/${vip.id}`);
    await expectThreads(folders.tagged, []);
  });

  it("FLD4: those that come with Beckon are in every domain, and stay as they are", async () => {
    await begin();
    const { records } = (await ask<List<Folder>>("GET", "/folders", undefined, tenant.tokens.agent)).body;
    expect(records.map(({ label }) => label)).toEqual(["Mine", "Unassigned", "Unanswered", "Waiting"]);
    const [mine, unassigned, unanswered] = records as [Folder, Folder, Folder];
    const early = await startThread();
    const late = await startThread();
    await expectThreads(unanswered, [early, late], tenant.tokens.agent);
    await expectThreads(unassigned, [late, early], tenant.tokens.agent);
    const page = async (query: string) =>
      (await ask<List<ThreadSummary>>("GET", `/threads?folder_id=${unassigned.id}&${query}`)).body;
    expect(await page("limit=1&offset=1")).toMatchObject({ count: 2, records: [{ id: early }] });
    expect(await page("limit=2&offset=2")).toMatchObject({ count: 2, records: [] });
    await ask("POST", `/threads/${late}/messages`, { body: "Hello" }, tenant.tokens.agent);
    await expectThreads(mine, [late], tenant.tokens.agent);
    await expectThreads(unanswered, [early], tenant.tokens.agent);
    for (const [method, body] of [["PATCH", { label: "x" }], ["DELETE"]] as const) {
      expect(await ask(method, `/folders/${mine.id}`, body)).toMatchObject({
        status: 409,
        body: { error: "folder_fixed" },
      });
    }
  });

  it("FLD3, FLD5: a folder is for whom it is, shows nobody what they may not read, and its changes are in the log", async () => {
    await begin();
    const { agent, supervisor, administrator } = tenant.tokens;
    const labels = async (token: string) =>
      (await ask<List<Folder>>("GET", "/folders", undefined, token)).body.records
        .filter((folder) => !folder.ready_made)
        .map(({ label }) => label);
    const own = await create({ label: "My own" }, agent);
    expect(await labels(agent)).toEqual(["My own"]);
    expect(await labels(administrator)).toEqual([]);
    expect(await ask("GET", `/threads?folder_id=${own.id}`, undefined, administrator)).toMatchObject({ status: 404 });
    expect(await ask("DELETE", `/folders/${own.id}`, undefined, administrator)).toMatchObject({ status: 404 });
    const shared = { label: "Everybody's", visibility: { kind: "everybody" } };
    expect(await ask("POST", "/folders", shared, agent)).toMatchObject({ status: 403 });
    expect(await ask("PATCH", `/folders/${own.id}`, shared, agent)).toMatchObject({ status: 403 });

    const team = (await ask<Team>("POST", "/teams", { label: "Returns", member_ids: [await idOf("agent")] })).body;
    const peer = await connectAgent(world.application.url, agent);
    const ofTeam = await create({ label: "Team's", visibility: { kind: "teams", team_ids: [team.id] } });
    await peer.next("folders_changed");
    await peer.close();
    expect(await labels(agent)).toEqual(["Team's", "My own"]);
    expect(await labels(supervisor)).toEqual(["Team's"]);
    expect(await labels(administrator)).toEqual(["Team's"]);
    const thread = await startThread();
    await expectThreads(ofTeam, [thread], agent);
    expect((await ask("GET", `/threads?folder_id=${ofTeam.id}`, undefined, stranger.tokens.agent)).status).toBe(404);
    await ask("PATCH", `/folders/${ofTeam.id}`, { label: "Returns", visibility: { kind: "everybody" } });
    expect((await ask("PATCH", `/folders/${ofTeam.id}`, { sorting: "oldest" }, supervisor)).status).toBe(200);
    expect(await ask("DELETE", `/folders/${ofTeam.id}`, undefined, agent)).toMatchObject({ status: 403 });
    await ask("DELETE", `/folders/${ofTeam.id}`);
    expect(await labels(agent)).toEqual(["My own"]);
    const log = (await ask<List<AuditEvent>>("GET", "/audit_events?limit=150")).body.records;
    const told = log.filter(({ action }) => action.startsWith("folder")).map(({ action }) => action);
    expect(told).toEqual(["folder_deleted", "folder_changed", "folder_changed", "folder_created"]);
  });

  it("FLD1, FLD6: what is not there is refused at its field, and the order is changed by naming all", async () => {
    await begin();
    const refusal = (field: string) => ({ status: 422, body: { field } });
    const theirs = stranger.source.id;
    expect(await ask("POST", "/folders", { label: "x", conditions: { source_ids: [theirs] } })).toMatchObject(
      refusal("conditions.source_ids"),
    );
    const assigned = { kind: "team", id: newId() };
    expect(await ask("POST", "/folders", { label: "x", conditions: { assigned } })).toMatchObject(
      refusal("conditions.assigned"),
    );
    expect(await ask("POST", "/folders", { label: " " })).toMatchObject(refusal("label"));
    expect(await ask("GET", `/threads?ids=${newId()}`)).toMatchObject(refusal("ids"));
    const [mine] = (await ask<List<Folder>>("GET", "/folders")).body.records;
    expect(await ask("GET", `/threads?folder_id=${mine?.id}&ids=x`)).toMatchObject(refusal("ids"));
    expect(await ask("GET", `/threads?folder_id=${mine?.id}&folder=mine`)).toMatchObject(refusal("folder"));
    const everybody = { kind: "everybody" } as const;
    const [one, two] = [
      await create({ label: "One", visibility: everybody }),
      await create({ label: "Two", visibility: everybody }),
    ];
    const own = await create({ label: "Own" });
    const order = (ids: string[], token?: string) => ask("PUT", "/folders/order", { ids }, token);
    expect(await order([two.id, own.id])).toMatchObject(refusal("ids"));
    expect(await order([two.id, one.id], tenant.tokens.agent)).toMatchObject({ status: 403 });
    expect(await order([two.id, one.id])).toMatchObject({ status: 204 });
    const { records } = (await ask<List<Folder>>("GET", "/folders")).body;
    expect(records.slice(4).map(({ label }) => label)).toEqual(["Two", "One", "Own"]);
  });
});
