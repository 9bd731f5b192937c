import { freshPage, type PageDraft, type VisitDraft } from "./visit-draft.decisions.ts";

const SHOP = "https://www.example.com";

type Step = [path: string, title: string, seconds: number, values?: Record<string, string | number | boolean>];

function pagesOf(steps: readonly Step[]): PageDraft[] {
  return steps.map(([path, title, durationSeconds, values = {}], index) => ({
    ...freshPage(index + 1, SHOP + path),
    title,
    durationSeconds,
    values: Object.entries(values).map(([name, value], place) => ({ key: place + 1, name, value: String(value) })),
  }));
}

const visitor = { visitCount: 1, device: "desktop", language: "en-GB", referrer: "https://www.google.com/" };

/** Visits to try triggers on before any was recorded. The first one comes first wherever a visit is chosen. */
export const exampleVisits: readonly VisitDraft[] = [
  {
    ...visitor,
    name: "cart leaver, 15 pages",
    startsAt: "2026-01-08T20:05",
    pages: pagesOf([
      ["/", "Purple Shop", 12],
      ["/dresses/", "Dresses", 41],
      ["/dresses/587-pink-dress", "Pink Dress", 75],
      ["/dresses/", "Dresses", 18],
      ["/dresses/602-blue-dress", "Blue Dress", 52],
      ["/size-guide", "Size guide", 33],
      ["/dresses/602-blue-dress", "Blue Dress", 24],
      ["/cart", "Your cart", 20, { custom_cart_amount: 58 }],
      ["/shoes/", "Shoes", 37, { custom_cart_amount: 58 }],
      ["/shoes/31-red-sandals", "Red Sandals", 61, { custom_cart_amount: 58 }],
      ["/cart", "Your cart", 15, { custom_cart_amount: 97 }],
      ["/delivery", "Delivery and returns", 48, { custom_cart_amount: 97 }],
      ["/order/1", "Your address", 66, { custom_cart_amount: 97 }],
      ["/order/2", "Payment", 94, { custom_cart_amount: 97 }],
      ["/dresses/", "Dresses", 45, { custom_cart_amount: 97 }],
    ]),
  },
  {
    ...visitor,
    name: "first visit, one page on a phone",
    startsAt: "2026-01-10T08:40",
    device: "phone",
    referrer: "https://social.example/",
    pages: pagesOf([["/dresses/587-pink-dress?utm_source=social&utm_campaign=spring", "Pink Dress", 25]]),
  },
  {
    ...visitor,
    name: "regular customer, signed in",
    startsAt: "2026-01-12T14:20",
    visitCount: 6,
    referrer: "",
    pages: pagesOf([
      ["/", "Purple Shop", 9, { custom_cart_amount: 0 }],
      ["/account", "Your account", 40, { custom_cart_amount: 0 }],
      ["/account/orders/1042", "Order 1042", 85, { custom_cart_amount: 0 }],
      ["/contact", "Contact", 130, { custom_cart_amount: 0 }],
    ]).map((page, index) => (index === 0 ? page : { ...page, identity: "signed" as const })),
  },
];
