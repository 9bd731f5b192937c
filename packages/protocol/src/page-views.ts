import Type from "typebox";
import { LIMITS } from "./constants.ts";
import { Timestamp, Uuid } from "./identifiers.ts";

export const CustomVariableValue = Type.Union([
  Type.String({ maxLength: LIMITS.keyedValueLength }),
  Type.Number(),
  Type.Boolean(),
]);

export const CustomVariables = Type.Record(
  Type.String({ pattern: "^custom_[a-zA-Z0-9_]{1,100}$" }),
  CustomVariableValue,
  {
    maxProperties: LIMITS.keyedValues,
  },
);
export type CustomVariables = Type.Static<typeof CustomVariables>;

/** A page that an engaged visitor looks at. Sent only after engagement. */
export const PageView = Type.Object({
  id: Uuid,
  url: Type.String({ maxLength: LIMITS.urlLength }),
  title: Type.String({ maxLength: LIMITS.titleLength }),
  started_at: Timestamp,
});
export type PageView = Type.Static<typeof PageView>;

/** What agents see of where a visitor is. */
export const VisitorContext = Type.Object({
  page_view: PageView,
  custom_variables: CustomVariables,
});
export type VisitorContext = Type.Static<typeof VisitorContext>;
