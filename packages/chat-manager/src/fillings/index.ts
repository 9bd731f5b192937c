import type { CompiledConfiguration } from "@beckon/targeting";
import { readFilling } from "./read-filling.ts";

/** Gives the custom variables that the page fills their eyes. A file of its own: few sources have such variables. */
export const start = (
  _manager: unknown,
  { custom_variables }: Pick<CompiledConfiguration, "custom_variables">,
): void => {
  for (const variable of custom_variables) {
    const { type, filling } = variable;
    if (filling) variable.read = () => readFilling(type, filling);
  }
};
