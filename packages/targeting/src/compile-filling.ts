import type { LoaderCustomVariable, VariableFilling } from "@beckon/protocol";
import type { SeenValue } from "./visit-store.ts";

/** How the page fills a custom variable, in one form for all kinds. */
export interface CompiledFilling {
  readonly kind: "selector" | "global" | "cookie" | "url_parameter" | "local_storage";
  /** A selector, a path or a name. */
  readonly from: string;
  readonly read: VariableFilling["read"];
  readonly pattern: string | null;
}

export interface CompiledVariable extends Omit<LoaderCustomVariable, "filling"> {
  readonly filling: CompiledFilling | null;
  /** Put in where the page is that fills it. */
  read?: () => SeenValue | null;
}

const inQuotes = (text: string): string => `"${text.replace(/["\\]/g, "\\$&").replace(/[\n\r\f]/g, " ")}"`;

const compileFilling = ({ kind, selector, path, name = "", read, pattern = null }: VariableFilling): CompiledFilling =>
  kind === "meta"
    ? {
        kind: "selector",
        from: `meta[name=${inQuotes(name)}],meta[property=${inQuotes(name)}]`,
        read: { attribute: "content" },
        pattern,
      }
    : { kind, from: selector ?? path ?? name, read, pattern };

export const compileVariable = ({ filling, ...variable }: LoaderCustomVariable): CompiledVariable => ({
  ...variable,
  filling: filling && compileFilling(filling),
});
