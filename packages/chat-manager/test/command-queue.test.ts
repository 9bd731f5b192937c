import { afterEach, describe, expect, test, vi } from "vitest";
import { type Handlers, runCommand } from "../src/site/command-queue.ts";

const warnings = vi.spyOn(console, "warn").mockImplementation(() => {});
afterEach(() => warnings.mockClear());

describe("runCommand", () => {
  test("API1: hands a command whole to its handler, without a warning", () => {
    const handler = vi.fn(() => undefined);
    runCommand({ _known: ["any", handler] }, ["_known", 1, "two"]);
    expect(handler).toHaveBeenCalledExactlyOnceWith(1, "two", ["_known", 1, "two"]);
    expect(warnings).not.toHaveBeenCalled();
  });

  test.each([
    ["an unknown command", ["_unknown"]],
    ["a name that every object has", ["constructor"]],
    ["an empty command", []],
    ["a text", "_known"],
    ["nothing", null],
    ["a number", 5],
    ["a name that is no text", [{}]],
    ["a command that is refused", ["_refusing"]],
    ["a command that throws", ["_throwing"]],
    ["an argument of another type", ["_texts", 5]],
    ["an argument that is missing", ["_texts"]],
    ["null for an object", ["_objects", null]],
  ])("API2: %s is one warning and never an exception", (_name, command) => {
    const done = () => undefined;
    const fail = () => {
      throw new Error("thrown");
    };
    const handlers: Handlers = {
      _known: ["any", done],
      _texts: ["string", done],
      _objects: ["object", done],
      _refusing: ["any", () => "bad argument"],
      _throwing: ["any", fail],
    };
    runCommand(handlers, command);
    expect(warnings).toHaveBeenCalledTimes(1);
    expect(warnings.mock.calls[0]?.[0]).toMatch(/^Beckon: /);
  });
});
