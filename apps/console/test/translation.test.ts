import { expect, it } from "vitest";
import { bodyOfService, draftOfService, findServiceErrors } from "../src/admin/translation/service-draft.decisions.ts";
import { isSameLanguage, judgeDraftTranslation } from "../src/desk/translation/languages.decisions.ts";

it("TRN1: asks for an address, and for a secret where there is none", () => {
  const url = "https://translate.example.com/";
  expect(findServiceErrors({ url, secret: "" }, true)).toEqual({});
  expect(Object.keys(findServiceErrors({ url, secret: "" }, false))).toEqual(["secret"]);
  expect(Object.keys(findServiceErrors({ url: "here", secret: "short" }, true))).toEqual(["url", "secret"]);
  expect(bodyOfService(draftOfService({ url }))).toEqual({ url });
});

it("TRN2: offers no translation of what one reads", () => {
  expect(isSameLanguage("fr-CA", "FR")).toBe(true);
  expect(isSameLanguage("fr", "en")).toBe(false);
});

it("TRN3: a preview is of what is written now, and the original stays until it is sent", () => {
  const shown = { kind: "shown", original: "Hello", text: "Bonjour" } as const;
  expect(judgeDraftTranslation(shown, " Hello ")).toBe(shown);
  expect(judgeDraftTranslation(shown, "Hello you")).toEqual({ kind: "none" });
  const used = { ...shown, kind: "used" } as const;
  expect(judgeDraftTranslation(used, "Bonjour!")).toBe(used);
  expect(judgeDraftTranslation(used, "")).toEqual({ kind: "none" });
});
