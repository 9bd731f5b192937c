export { createAvailability } from "./availability.service.ts";
