import type { Logger } from "pino";
import type { Database } from "../../platform/database/index.ts";
import type { Hints } from "../hints.ts";
import { type Follower, type Following, followFacts } from "./follow-facts.ts";
import { watchFacts } from "./watch-facts.ts";

/** The facts of one node, and who follows them there. */
export interface FactFeed {
  /** Several come to each fact in turn. */
  follow(...followers: Follower[]): Following;
  /** Stops all followers. */
  stop(): Promise<void>;
}

export function openFactFeed(database: Database, hints: Hints, logger: Logger): FactFeed {
  const watch = watchFacts(database, hints, logger);
  const followings: ReturnType<typeof followFacts>[] = [];
  return {
    follow(...followers) {
      const following = followFacts(followers, watch, database, logger);
      followings.push(following);
      return following;
    },
    async stop() {
      await Promise.all(followings.map((following) => following.stop()));
      await watch.stop();
    },
  };
}
