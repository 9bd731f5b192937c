import fc from "fast-check";
import { expect, it } from "vitest";
import { splitLinks } from "../src/later/links.ts";

const hrefsOf = (body: string): string[] =>
  splitLinks(body).flatMap((piece) => (piece.kind === "link" ? [piece.href] : []));

it.each([
  ["see https://shop.test/a?b=1#c.", ["https://shop.test/a?b=1#c"]],
  ["(https://shop.test/a_(b))", ["https://shop.test/a_(b)"]],
  ["www.shop.test, please", ["https://www.shop.test/"]],
  ["HTTP://SHOP.test!", ["http://shop.test/"]],
  ["write to help@shop.test.", ["mailto:help@shop.test"]],
  ["mailto:help@shop.test", ["mailto:help@shop.test"]],
  ["https://a.test and http://b.test", ["https://a.test/", "http://b.test/"]],
  ["javascript:alert(1) data:text/html,x file:///etc ftp://a.test", []],
  ["https://google.com@evil.test/", []],
  ["https://shop.test/\u202egpj.exe", ["https://shop.test/"]],
  ["https://", []],
  ['https://shop.test/"onclick="x', ["https://shop.test/"]],
  ["version 1.2.3 at 14:05", []],
])("WIN7: %j links to %j", (body, hrefs) => {
  expect(hrefsOf(body)).toEqual(hrefs);
});

it("WIN7: loses no character and opens nothing but the web and mail, whatever is written", () => {
  const parts = fc.constantFrom(
    "https://",
    "www.",
    "a.test",
    "@",
    "mailto:",
    "javascript:",
    "(",
    ")",
    ".",
    " ",
    "é",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(parts, fc.string()), { maxLength: 30 }), (pieces) => {
      const body = pieces.join("");
      expect(
        splitLinks(body)
          .map(({ text }) => text)
          .join(""),
      ).toBe(body);
      for (const href of hrefsOf(body)) expect(href).toMatch(/^(https?:\/\/|mailto:)/i);
    }),
  );
});

it("WIN7: takes its time only once over a long hostile body", () => {
  const body = `https://${"(".repeat(4_000)}${")".repeat(4_000)}`.slice(0, 8_000);
  expect(
    splitLinks(body)
      .map(({ text }) => text)
      .join(""),
  ).toBe(body);
});
