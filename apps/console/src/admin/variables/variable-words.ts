import type { CustomVariable } from "@beckon/protocol";
import type { FillingKind, ReadKind } from "./variable-draft.decisions.ts";

export const typeNames: Record<CustomVariable["type"], string> = {
  string: "Text",
  number: "Number",
  boolean: "Yes or no",
};

export const fillingNames: Readonly<Record<FillingKind | "site", string>> = {
  site: "The website fills it (_fillCustomVariable)",
  selector: "From an element of the page",
  global: "From a JavaScript variable",
  cookie: "From a cookie",
  url_parameter: "From a parameter of the address",
  meta: "From a meta tag",
  local_storage: "From the local storage",
};

/** How the field that says where is called, with an example. */
export const placeWords: Readonly<Record<FillingKind, { label: string; help: string; example: string }>> = {
  selector: {
    label: "CSS selector",
    help: "The first element that it matches.",
    example: "#cart .total",
  },
  global: {
    label: "Path",
    help: "Names and indexes, read only: nothing is run.",
    example: "dataLayer[0].cart.total",
  },
  cookie: { label: "Name of the cookie", help: "Cookies for servers only cannot be read.", example: "loyalty" },
  url_parameter: { label: "Name of the parameter", help: "After the ? of the address.", example: "promotion" },
  meta: { label: "Name of the meta tag", help: "Its name or property; its content is read.", example: "og:type" },
  local_storage: { label: "Key", help: "As the website stores it.", example: "cart_total" },
};

export const readNames: Readonly<Record<ReadKind, string>> = {
  text: "its text",
  value: "its value, of a form field",
  checked: "whether it is checked",
  count: "how many elements match",
  attribute: "an attribute",
};
