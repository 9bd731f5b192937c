import type { ConfigurationChange, Source } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { availableDatabaseKinds } from "./database.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();

describe.each(kinds)("texts of a source on %s", (kind) => {
  let world: World;
  let tenant: Tenant;

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("words");
  });
  afterAll(() => world.close());

  const change = (body: object) =>
    world.ask<Source>(`/api/v1/sources/${tenant.source.id}`, {
      method: "PATCH",
      token: tenant.tokens.administrator,
      body,
    });

  it("TXT1: are in the very next loader, and in the history", async () => {
    const translations = { fr: { you: "Toi", "unread.one": "Un message" } };
    expect((await change({ translations })).body).toMatchObject({ translations });
    expect((await world.ask(`/chat/${tenant.source.token}/loader.js`)).text).toContain("Un message");
    const { records } = (
      await world.ask<{ records: ConfigurationChange[] }>(`/api/v1/sources/${tenant.source.id}/changes`, {
        token: tenant.tokens.administrator,
      })
    ).body;
    expect(records[0]).toMatchObject({ action: "changed", after: { translations } });
  });

  it.each([
    ["TXT1: a key that the window does not have", { fr: { yuo: "Toi" } }, "translations.fr.yuo"],
    ["TXT1: a key that every object has", { fr: { toString: "x" } }, "translations.fr.toString"],
    ["TXT1: a text without an end", { fr: { you: "x".repeat(501) } }, "translations.fr.you"],
    ["TXT2: a place that is missing", { fr: { typing: "Écrit" } }, "translations.fr.typing"],
    ["TXT2: a place that nothing fills in", { fr: { you: "%{name}" } }, "translations.fr.you"],
    ["TXT3: a form that the language does not have", { ja: { "unread.one": "x" } }, "translations.ja.unread.one"],
    ["TXT4: what is no language", { "!": { you: "x" } }, "translations.!"],
  ])("%s is refused by its name", async (_name, translations, field) => {
    expect(await change({ translations })).toMatchObject({ status: 422, body: { field } });
  });

  it("TXT1: a new source's are judged too", async () => {
    const body = { label: "Shop", mode: "messaging", translations: { fr: { yuo: "x" } } };
    const answer = await world.ask("/api/v1/sources", { method: "POST", token: tenant.tokens.administrator, body });
    expect(answer).toMatchObject({ status: 422, body: { field: "translations.fr.yuo" } });
  });
});
