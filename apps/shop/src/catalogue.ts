import type { Drawing } from "./pictures/dress.ts";

export interface Product {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** Whole euros. */
  readonly price: number;
  readonly material: string;
  readonly description: string;
  readonly details: readonly string[];
  readonly drawing: Drawing;
}

/** The sizes that every dress is made in. */
export const sizes: readonly number[] = [34, 36, 38, 40, 42, 44];

export const products: readonly Product[] = [
  {
    id: 587,
    slug: "pink-dress",
    name: "Pink Dress",
    price: 58,
    material: "Cotton poplin",
    description: "A swinging A-line with short sleeves and deep pockets. Crisp when new, softer with every wash.",
    details: ["100 % organic cotton", "Knee length, two side pockets", "Machine wash at 30 °C"],
    drawing: { cut: "a-line", fabric: "#e58aa8", shade: "#c4627f", ground: "#fbe9ee", pattern: "plain" },
  },
  {
    id: 591,
    slug: "linen-shirt-dress",
    name: "Linen Shirt Dress",
    price: 74,
    material: "Washed linen",
    description: "Buttoned all the way down, with a small collar and a belt to tie. Wear it open over trousers, too.",
    details: ["100 % European linen", "Below the knee, tie belt", "Machine wash at 40 °C"],
    drawing: { cut: "shirt", fabric: "#d8c3a0", shade: "#ab9066", ground: "#f5efe4", pattern: "plain" },
  },
  {
    id: 602,
    slug: "evening-slip-dress",
    name: "Evening Slip Dress",
    price: 92,
    material: "Sandwashed satin",
    description: "Cut on the bias so that it moves before you do. Thin straps, low back, no zip.",
    details: ["Viscose satin with a matte hand", "Full length, adjustable straps", "Hand wash, hang to dry"],
    drawing: { cut: "slip", fabric: "#6d4a9c", shade: "#4b2e74", ground: "#ece6f5", pattern: "plain" },
  },
  {
    id: 608,
    slug: "dotted-wrap-dress",
    name: "Dotted Wrap Dress",
    price: 69,
    material: "Crêpe viscose",
    description: "A real wrap, not a sewn one: it ties where you want it to. Small dots on midnight blue.",
    details: ["Light crêpe that hardly creases", "Midi length, long ties", "Machine wash at 30 °C"],
    drawing: { cut: "wrap", fabric: "#2f4370", shade: "#1d2c50", ground: "#e6ebf5", pattern: "dots" },
  },
  {
    id: 613,
    slug: "striped-summer-dress",
    name: "Striped Summer Dress",
    price: 49,
    material: "Cotton jersey",
    description: "The one to throw in a bag for the weekend. Sleeveless, striped, and never in need of an iron.",
    details: ["95 % cotton, 5 % elastane", "Above the knee", "Machine wash at 40 °C"],
    drawing: { cut: "summer", fabric: "#f7f4ee", shade: "#5b86ad", ground: "#dfebf3", pattern: "stripes" },
  },
  {
    id: 620,
    slug: "pleated-midi-dress",
    name: "Pleated Midi Dress",
    price: 84,
    material: "Recycled polyester",
    description: "Fine pleats from waist to hem that keep their fold. A high neck and a narrow belt.",
    details: ["Made from recycled yarn", "Midi length, lined bodice", "Machine wash cold, do not tumble"],
    drawing: { cut: "pleated", fabric: "#8fae94", shade: "#668b6d", ground: "#e9f1ea", pattern: "plain" },
  },
  {
    id: 634,
    slug: "corduroy-pinafore",
    name: "Corduroy Pinafore",
    price: 66,
    material: "Fine corduroy",
    description: "Straps that cross at the back and a pocket at the front. Made to be worn over a shirt.",
    details: ["100 % cotton, 16 wale corduroy", "Knee length, shown over a plain tee", "Machine wash at 30 °C"],
    drawing: { cut: "pinafore", fabric: "#bc6b3f", shade: "#8d4a26", ground: "#f7e9df", pattern: "ribs" },
  },
  {
    id: 641,
    slug: "knitted-dress",
    name: "Knitted Dress",
    price: 79,
    material: "Merino wool",
    description: "A long jumper that became a dress. Warm, light, and ribbed where it should hold its shape.",
    details: ["100 % merino, certified farms", "Long sleeves, above the knee", "Wool cycle at 30 °C"],
    drawing: { cut: "knitted", fabric: "#a7a3b5", shade: "#797488", ground: "#efeef3", pattern: "ribs" },
  },
];

/** Where a product stands in the shop. */
export function productPath({ id, slug }: Product): string {
  return `/dresses/${id}-${slug}`;
}

export function findProduct(id: number): Product | undefined {
  return products.find((product) => product.id === id);
}

/** The products whose name, material or description holds every word of the search, whatever its case. */
export function searchProducts(search: string): readonly Product[] {
  const words = search.toLowerCase().split(/\s+/);
  return products.filter(({ name, material, description }) => {
    const text = `${name} ${material} ${description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
