import type { ErrorCode } from "@beckon/protocol";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";

/** What came in. `request` is the type that the sender named, when that much could be read. */
export type ReadFrame<Frame> =
  | { kind: "frame"; frame: Frame }
  | { kind: "unreadable"; code: ErrorCode; request: string | null; threadId: string | null; messageId: string | null };

/**
 * Compiles the frames of one direction into a reader of text. A frame is looked up by its type first, so that its
 * own schema alone is run and a refusal can say which frame it was.
 */
export function createFrameReader<Frame extends { type: string }>(
  union: TSchema & { anyOf: readonly TSchema[] },
): (text: string) => ReadFrame<Frame> {
  const validators = new Map(
    union.anyOf.map((schema) => {
      const type = (schema as { properties?: { type?: { const?: unknown } } }).properties?.type?.const;
      if (typeof type !== "string") throw new Error("every frame has a literal type");
      return [type, Compile(schema)] as const;
    }),
  );

  return (text) => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return { kind: "unreadable", code: "malformed_json", request: null, threadId: null, messageId: null };
    }
    const named = readNames(value);
    const validator = named.request === null ? undefined : validators.get(named.request);
    if (validator === undefined) return { kind: "unreadable", code: "frame_unknown", ...named };
    if (!validator.Check(value)) return { kind: "unreadable", code: "frame_invalid", ...named };
    return { kind: "frame", frame: value as Frame };
  };
}

function readNames(value: unknown): { request: string | null; threadId: string | null; messageId: string | null } {
  const read = (name: string): string | null => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return null;
    const property: unknown = Reflect.get(value, name);
    return typeof property === "string" && property.length <= 64 ? property : null;
  };
  return { request: read("type"), threadId: read("thread_id"), messageId: read("id") };
}
