/**
 * What is counted of a trigger's offers, in visits: it executed; it would have executed, for a visitor who is held out;
 * something of it came onto the screen; and the visitor wrote afterwards, having been offered it or held out.
 *
 * A browser tells its counts by `POST /chat/TOKEN/offers`, as plain text, one a line: `offered TRIGGER_ID`. Nothing in
 * them is of the visitor. The answer is always the same.
 */
export const OFFER_COUNTS = ["offered", "held_out", "shown", "offered_engaged", "held_out_engaged"] as const;
export type OfferCount = (typeof OFFER_COUNTS)[number];
