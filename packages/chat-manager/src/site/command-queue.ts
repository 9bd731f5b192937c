import { warn } from "../warn.ts";

export const BAD_ARGUMENT = "bad argument";

/** Carries out a command. Answers with the reason when it does not. */
export type Handler = (first: never, second: unknown, command: readonly unknown[]) => string | undefined;

/** By their names: the type of the first argument, `any` when it does not matter, and who carries it out. */
export type Handlers = Readonly<Record<string, readonly ["any" | "string" | "object" | "boolean", Handler]>>;

/** Whatever was pushed: what is no command, or a bad one, is one warning, and the next one runs all the same. */
export const runCommand = (handlers: Handlers, command: unknown): void => {
  try {
    const [name, first, second] = command as readonly [string, unknown, unknown];
    const [type, handle] = (Object.hasOwn(handlers, name) && handlers[name]) || ["any", () => "unknown command"];
    // Null is of type object, and no object.
    const isGood = type === "any" || (typeof first === type && first !== null);
    const reason = isGood ? handle(first as never, second, command as readonly unknown[]) : BAD_ARGUMENT;
    if (reason) warn(`${reason}:`, command);
  } catch {
    warn("bad command:", command);
  }
};

/** Runs the commands that wait in the page's `_chatq`, then each one as it is pushed. */
export const followQueue = (handlers: Handlers): void => {
  // The loader has seen to it that it is a list.
  const { _chatq: queue } = window as unknown as { readonly _chatq: unknown[] };
  const waiting = [...queue];
  queue.push = (...commands) => {
    for (const command of commands) runCommand(handlers, command);
    return queue.length;
  };
  queue.push(...waiting);
};
