/** Where an order goes. Kept in a cookie of the browser session between the two steps of the order, and nowhere else. */
export interface Delivery {
  readonly name: string;
  readonly street: string;
  readonly place: string;
}

const longestField = 100;

/** Reads the address form; undefined when a line is missing or too long. */
export function readDelivery(form: URLSearchParams): Delivery | undefined {
  const [name, street, place] = ["name", "street", "place"].map((field) => (form.get(field) ?? "").trim());
  if (!name || !street || !place) return undefined;
  return [name, street, place].some((line) => line.length > longestField) ? undefined : { name, street, place };
}

export function writeDeliveryCookie({ name, street, place }: Delivery): string {
  return new URLSearchParams({ name, street, place }).toString();
}

export function readDeliveryCookie(cookie: string): Delivery | undefined {
  return readDelivery(new URLSearchParams(cookie));
}
