/** A starter: takes the lock of the directory in its argument, says how that went, and holds it until it is ended. */
import { DirectoryLockedError, lockDirectory } from "../../../src/platform/database/index.ts";

process.once("message", async () => {
  try {
    await lockDirectory(process.argv[2] ?? "");
    process.send?.({ kind: "locked" });
  } catch (error) {
    if (!(error instanceof DirectoryLockedError)) throw error;
    process.send?.({ kind: "refused", message: error.message, holder: error.holder.pid });
  }
});
process.on("disconnect", () => process.exit(0));
process.send?.({ kind: "waiting" });
