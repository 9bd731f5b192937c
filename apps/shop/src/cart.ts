import { findProduct, type Product, sizes } from "./catalogue.ts";

export interface CartLine {
  readonly product: Product;
  readonly size: number;
  readonly quantity: number;
}

export type Cart = readonly CartLine[];

/** Bounds that keep the cookie under a kilobyte. */
const mostLines = 20;
const mostOfOne = 9;

/** Reads the cart's cookie, `id.size.quantity` joined by `_`; whatever is not a cart line is left out. */
export function readCart(cookie: string): Cart {
  let cart: Cart = [];
  for (const part of cookie.split("_")) {
    const [id, size, quantity] = part.split(".").map(Number);
    const line = toLine(id, size);
    if (line !== undefined && Number.isInteger(quantity)) cart = setQuantity(cart, line, quantity ?? 0);
  }
  return cart;
}

export function writeCart(cart: Cart): string {
  return cart.map(({ product, size, quantity }) => `${product.id}.${size}.${quantity}`).join("_");
}

/** What an order form names, or undefined when there is no such dress in that size. */
export function toLine(id: number | undefined, size: number | undefined): Omit<CartLine, "quantity"> | undefined {
  const product = findProduct(id ?? 0);
  return product === undefined || size === undefined || !sizes.includes(size) ? undefined : { product, size };
}

export function addOne(cart: Cart, wanted: Omit<CartLine, "quantity">): Cart {
  const present = cart.find((line) => isSame(line, wanted));
  return setQuantity(cart, wanted, (present?.quantity ?? 0) + 1);
}

/** None or fewer takes the line out; over the bound counts as the bound. */
export function setQuantity(cart: Cart, wanted: Omit<CartLine, "quantity">, quantity: number): Cart {
  if (quantity < 1) return cart.filter((line) => !isSame(line, wanted));
  const changed = { ...wanted, quantity: Math.min(quantity, mostOfOne) };
  if (cart.some((line) => isSame(line, wanted))) return cart.map((line) => (isSame(line, wanted) ? changed : line));
  return cart.length < mostLines ? [...cart, changed] : cart;
}

/** Whole euros. */
export function amountOf(cart: Cart): number {
  return cart.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
}

export function piecesIn(cart: Cart): number {
  return cart.reduce((sum, { quantity }) => sum + quantity, 0);
}

function isSame(one: Omit<CartLine, "quantity">, other: Omit<CartLine, "quantity">): boolean {
  return one.product.id === other.product.id && one.size === other.size;
}
