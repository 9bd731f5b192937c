import { tools } from "./stage.ts";

const stage = tools.openStage({ state: { connection: { kind: "open" }, threadsKnown: true } });
Object.assign(globalThis, { stage });
