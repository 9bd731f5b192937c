export { openStorage, type Storage } from "./storage.ts";
