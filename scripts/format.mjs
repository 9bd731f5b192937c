import { asCommand } from "./command.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { run } from "./run.mjs";
import { ensureRuntime } from "./runtime.mjs";

// `npm run format [-- PATH …]`: Biome's format and safe fixes, in place.
await asCommand(async (paths) => {
  const runtime = await ensureRuntime();
  await ensureDependencies(runtime);
  const args = ["node_modules/@biomejs/biome/bin/biome", "check", "--write", ...(paths.length > 0 ? paths : ["."])];
  return (await run(runtime.node, args, { env: runtime.env })).code;
});
