import type { FastifySchemaCompiler } from "fastify";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import type { TLocalizedValidationError } from "typebox/error";
import { Value } from "typebox/value";

/** What a request has wrong, in the words of the answer. */
export interface Fault {
  /** Path with dots; undefined when it is about the whole. */
  field?: string;
  reason: string;
}

export class ValidationFailure extends Error {
  override readonly name = "ValidationFailure";
  /** "params" is the path: what stands there and cannot be an id names nothing. */
  readonly part: string;
  readonly fault: Fault;

  constructor(part: string, fault: Fault) {
    super(fault.reason);
    this.part = part;
    this.fault = fault;
  }
}

/**
 * Validates with TypeBox. Bodies are taken as they are: a "1" is no number. Query strings and paths know only
 * text, so these are converted first, and get their defaults.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart = "body" }) => {
  const closed = closeObjects(schema);
  const validator = Compile(closed);
  return (input: unknown) => {
    const value = httpPart === "body" ? input : Value.Convert(schema, Value.Default(schema, { ...(input ?? {}) }));
    if (validator.Check(value)) return { value };
    const [first] = validator.Errors(value);
    const fault =
      first === undefined ? { reason: "It does not have the shape that is asked for." } : describeFault(first);
    return { error: new ValidationFailure(httpPart, fault) };
  };
};

/** The schema with every object in it closed: a field that nobody knows is a mistake of the sender, not nothing. */
function closeObjects(schema: TSchema): TSchema {
  const entries = Object.entries(schema).map(([key, value]: [string, unknown]) => [key, closeNested(value)]);
  const copy: Record<string, unknown> = Object.fromEntries(entries);
  const isOpenObject = "properties" in copy && !("additionalProperties" in copy) && !("patternProperties" in copy);
  return isOpenObject ? { ...copy, additionalProperties: false } : copy;
}

function closeNested(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closeNested);
  return typeof value === "object" && value !== null ? closeObjects(value) : value;
}

function describeFault(error: TLocalizedValidationError): Fault {
  const path = error.instancePath.split("/").slice(1);
  switch (error.keyword) {
    // What a closed object says of the field itself.
    case "boolean":
      return faultAt(path, "is not a field that is known here");
    case "additionalProperties":
      return faultAt([...path, error.params.additionalProperties[0] ?? ""], "is not a field that is known here");
    case "required":
      return faultAt([...path, error.params.requiredProperties[0] ?? ""], "is missing");
    case "enum":
      return faultAt(
        path,
        `must be one of ${error.params.allowedValues.map((value) => JSON.stringify(value)).join(", ")}`,
      );
    default:
      return faultAt(path, error.message);
  }
}

function faultAt(path: string[], problem: string): Fault {
  const field = path.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")).join(".");
  return field === "" ? { reason: `The body ${problem}.` } : { field, reason: `\`${field}\` ${problem}.` };
}
