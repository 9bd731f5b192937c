import type { LiveSummary } from "@beckon/protocol";

/** Where a live chat stands, in a word or two. */
export function sayLiveChat({ state, agent }: LiveSummary): string {
  switch (state) {
    case "waiting":
      return "Waiting";
    case "connected":
      return agent === null || agent.name === "" ? "Connected" : `With ${agent.name}`;
    case "ended":
      return "Ended";
  }
}
