export { type JobHandler, type Jobs, startJobs } from "./jobs.ts";
