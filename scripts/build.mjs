import { buildArtefacts } from "./build-artefacts.mjs";
import { asCommand } from "./command.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { ensureRuntime } from "./runtime.mjs";

// `npm run build`: brings every artefact up to date.
await asCommand(async () => {
  const runtime = await ensureRuntime();
  await ensureDependencies(runtime);
  await buildArtefacts(runtime);
});
