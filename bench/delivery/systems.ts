import { fileURLToPath } from "node:url";
import { type ChildServer, startChildServer } from "../measuring/child-server.ts";
import { startProduct } from "../measuring/product.ts";
import type { ScratchDatabase } from "./scratch-database.ts";

/** A server that the same load is put on: the product, or what it is compared with. */
export interface System {
  name: string;
  start(database: ScratchDatabase): Promise<ChildServer>;
  /** Whether everything that the messages set in motion has been done: work that is put off is not saved. */
  isAtRest(database: ScratchDatabase): Promise<boolean>;
}

const BARE_SERVER = fileURLToPath(new URL("./bare-server/main.ts", import.meta.url));

/** With a folder, the product's server leaves a CPU profile there. */
export function createSystems(profileFolder: string | undefined): readonly System[] {
  return [
    {
      name: "Beckon",
      start: ({ url }) => startProduct({ databaseUrl: url, profileFolder }),
      isAtRest: followersHaveCaughtUp,
    },
    createBareServer("bare ws, one INSERT each", "single"),
    createBareServer("bare ws, commit group", "grouped"),
  ];
}

function createBareServer(name: string, writing: "single" | "grouped"): System {
  return {
    name,
    start: ({ url }) => startChildServer([BARE_SERVER, writing], { DATABASE_URL: url }),
    isAtRest: async () => true,
  };
}

async function followersHaveCaughtUp({ client }: ScratchDatabase): Promise<boolean> {
  const behind = await client.query(
    "select from fact_followers where position < (select coalesce(max(position), 0) from facts)",
  );
  return behind.rowCount === 0;
}
