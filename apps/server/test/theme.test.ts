import { runInNewContext } from "node:vm";
import type { LoaderConfiguration, Source } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createThemeCompiler } from "../src/features/styles/index.ts";
import { availableDatabaseKinds } from "./database.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const compiler = createThemeCompiler();
const compile = (customCss: string, highlightColor = "#4481eb") => compiler.compile({ customCss, highlightColor });
const cssOf = async (customCss: string) => {
  const compiled = await compile(customCss);
  return "theme" in compiled ? compiled.theme.css : compiled.reason;
};

describe("the styles of a source", () => {
  it("THM1: the variables that are set at the top are the window's colours", async () => {
    expect(await compile("$text-color: rebeccapurple; $header_color: rgba(255, 0, 0, .5);\n$own: 1px;")).toEqual({
      theme: { variables: { "text-color": "#663399", "header-color": "#ff000080" }, css: "" },
    });
    const local = await compile(".title { $text-color: red; color: $text-color; } /* $error-color: red; */");
    expect(local).toMatchObject({ theme: { variables: {} } });
    expect(await compile(".a { $text-color: red !global; }")).toMatchObject({
      theme: { variables: { "text-color": "#ff0000" } },
    });
  });

  it("THM1: what follows a variable follows what it is set to, and the source's own colour", async () => {
    expect(await cssOf("$highlight-color: #102030; .title { color: $header-color }")).toContain("#102030");
    expect(await compile(".title { color: $header-color }", "#abcdef")).toMatchObject({
      theme: { css: expect.stringContaining("#abcdef") },
    });
  });

  it("THM2: rules hold within the window, whatever their selectors", async () => {
    expect(await cssOf("body, .title:hover { a & { color: red } }")).toBe(
      ".stage[data-scheme] a body,.stage[data-scheme] a .title:hover{color:red}",
    );
    expect(await cssOf('.stage[dir="rtl"] .title { color: red }')).toBe(".stage[dir=rtl] .title{color:red}");
    expect(await cssOf("@media print { .title { color: red } } @keyframes x { from { opacity: 0 } }")).toBe(
      "@media print{.stage[data-scheme] .title{color:red}}@keyframes x{from{opacity:0}}",
    );
    expect(await cssOf('.a { background: url("data:image/png;base64,AA==") }')).toContain("data:image/png");
  });

  it.each([
    ["a file", '@use "/etc/passwd";', 1],
    ["a module", '\n@use "sass:meta";', 2],
    ["a file of old", '.a { color: red }\n@import "/etc/passwd";', 2],
    ["a style sheet of elsewhere", '@import url("https://evil.test/x.css");', 1],
    ["an import in another case", '@IMPORT "https://evil.test/x.css";', 1],
    ["a picture of elsewhere", ".a { color: red }\n.b { background: url(https://evil.test/x.png) }", 2],
    ["one by //", '.b { background: url("//evil.test/x.png") }', 1],
    ["one by a string", '$host: "https:";\n.b { background: url("#{$host}//evil.test/x.png") }', null],
    ["one by image-set", '.b { background: image-set("https://evil.test/x.png" 1x) }', 1],
    ["one in a property of one's own", ".b { --x: url(https://evil.test/x.png) }", 1],
    ["one by escapes", ".b { background: \\75 rl(https://evil.test/x.png) }", undefined],
    ["a font", '@font-face { font-family: x; src: url("https://evil.test/x.woff") }', 1],
    ["the element around it", ":host { display: none }", 1],
    ["a place of its own", ".b {\n  position: fixed }", 2],
    ["a place by a detour", ".b { --p: fixed; position: var(--p) }", undefined],
    ["what is no colour", "\n$text-color: 12px;", 2],
    ["what is no SCSS", ".a {\n  color: red;\n", undefined],
    ["a variable that nobody knows", ".a { color: $nobody }", 1],
    ["its own error", '\n@error "no";', 2],
    ["a function of ours", '@debug beckon-report("x", read("/etc/passwd"));', undefined],
  ])("THM2, THM3: refuses %s", async (_name, css, line) => {
    const compiled = await compile(css);
    expect(compiled).toHaveProperty("reason");
    if (line !== undefined) expect(compiled).toMatchObject({ line });
  });

  it("THM3: ends what takes too long, and goes on with the next", async () => {
    expect(await compile("@while true { $a: 1 }")).toMatchObject({ reason: expect.stringContaining("too long") });
    const greedy = '$a: "xxxxxxxxxxxxxxxx"; @while true { $a: $a + $a }';
    expect(await compile(greedy)).toMatchObject({
      reason: expect.stringMatching(/too long|too much memory|more than can be/),
    });
    const long = `@for $i from 1 through 90 { .a#{$i} { content: "${"x".repeat(400)}" } }`;
    expect(await compile(long)).toMatchObject({
      reason: expect.stringContaining("characters"),
    });
    expect(await cssOf(".a { color: red }")).toContain("color:red");
  }, 120_000);
});

const { kinds } = await availableDatabaseKinds();

describe.each(kinds)("a source's theme on %s", (kind) => {
  let world: World;
  let tenant: Tenant;

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("painted");
  });
  afterAll(() => world.close());

  const token = () => tenant.tokens.administrator;
  const change = (body: object) =>
    world.ask<Source>(`/api/v1/sources/${tenant.source.id}`, { method: "PATCH", token: token(), body });
  const loader = async (): Promise<LoaderConfiguration> => {
    const { text } = await world.ask(`/chat/${tenant.source.token}/loader.js`);
    const json = text.slice(text.lastIndexOf("({") + 1, text.lastIndexOf(")"));
    return runInNewContext(`(${json})`);
  };

  it("THM5: is in the very next loader as one style sheet, and comes back from the history", async () => {
    const custom_css = "$highlight-color: #7b2d8b; $background-color: ivory; .title { letter-spacing: 1px }";
    expect((await change({ custom_css })).body).toMatchObject({ custom_css });
    expect(await loader()).toMatchObject({
      appearance: { highlight_color: "#7b2d8b" },
      style_sheet:
        ".stage{--highlight-color:rgb(123,45,139);--highlight-text-color:#fff;--highlight-on-light:rgb(123,45,139);--highlight-on-dark:rgb(181,137,190)}.stage[data-scheme=light]{--background-color:#fffff0}.stage[data-scheme] .title{letter-spacing:1px}",
    });
    await change({ appearance: { color_scheme: "dark" } });
    expect((await loader()).style_sheet).toContain(".stage[data-scheme]{--background-color:#fffff0}");

    await change({ custom_css: "" });
    expect(await loader()).not.toHaveProperty("style_sheet");
    const { records } = (
      await world.ask<{ records: { id: string; before: Partial<Source> }[] }>(
        `/api/v1/sources/${tenant.source.id}/changes`,
        { token: token() },
      )
    ).body;
    const painted = records.find(({ before }) => before?.custom_css === "");
    await world.ask(`/api/v1/changes/${painted?.id}/revert`, { method: "POST", token: token() });
  });

  it("THM3: says where it is wrong and keeps what was there", async () => {
    await change({ custom_css: ".a { color: red }" });
    const answer = await change({ custom_css: ".a { color: red }\n.b { color: }" });
    expect(answer).toMatchObject({ status: 422, body: { field: "custom_css" } });
    expect(answer.text).toContain("Line 2: ");
    expect((await loader()).style_sheet).toContain("color:red");
  });

  it("THM5: is previewed without being stored", async () => {
    const preview = (css: string) =>
      world.ask(`/api/v1/sources/${tenant.source.id}/theme_preview`, {
        method: "POST",
        token: token(),
        body: { custom_css: css },
      });
    expect((await preview("$text-color: red; .b { color: blue }")).body).toEqual({
      variables: { "text-color": "#ff0000" },
      css: ".stage[data-scheme] .b{color:blue}",
    });
    expect(await preview("@import 'x'")).toMatchObject({ status: 422, body: { field: "custom_css" } });
    expect((await loader()).style_sheet ?? "").not.toContain("blue");
  });
});
