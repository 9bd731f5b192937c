/** The policies of offers, for the measurement that runs the product's own code on simulated visitors. */
export { probabilityByThreshold } from "../availability.decisions.ts";
export { createPacer } from "./pacer.decisions.ts";
