import type { LoaderCustomVariable } from "@beckon/protocol";
import type { CompiledFilling, SeenValue } from "@beckon/targeting";
import { castVariable } from "../page/cast-variable.ts";
import { capture } from "./capture.ts";

/** Follows names through objects: `dataLayer[0].cart.total`. Evaluates nothing. */
const readGlobal = (path: string): unknown => {
  let value: unknown = window;
  for (const name of path.match(/[^.[\]"']+/g) ?? []) value = (value as Readonly<Record<string, unknown>>)[name];
  return value;
};

const readSelector = (selector: string, read: CompiledFilling["read"]): unknown => {
  if (read === "count") return document.querySelectorAll(selector).length;
  const element = document.querySelector(selector);
  if (typeof read === "object") return element?.getAttribute(read.attribute);
  if (read !== "value" && read !== "checked") return element?.textContent;
  const field = element as Partial<HTMLInputElement> | null;
  // What is typed as a secret stays one, whatever the selector says.
  return field?.type === "password" ? null : field?.[read];
};

const readCookie = (name: string): unknown => {
  for (const cookie of document.cookie.split("; ")) {
    if (cookie.startsWith(`${name}=`)) return decodeURIComponent(cookie.slice(name.length + 1));
  }
};

const readRaw = ({ kind, from, read }: CompiledFilling): unknown => {
  switch (kind) {
    case "selector":
      return readSelector(from, read);
    case "global":
      return readGlobal(from);
    case "cookie":
      return readCookie(from);
    case "url_parameter":
      return new URLSearchParams(location.search).get(from);
    case "local_storage":
      return localStorage.getItem(from);
  }
};

/** The variable's value on the page as it is now; null for none. A bad selector or path, or a page in the way, is none. */
export const readFilling = (type: LoaderCustomVariable["type"], filling: CompiledFilling): SeenValue | null => {
  try {
    const raw = readRaw(filling);
    return castVariable(type, filling.pattern ? capture(filling.pattern, raw) : raw);
  } catch {
    return null;
  }
};
