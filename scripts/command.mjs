/** A failure that the person at the terminal can act on: one line, no stack. */
export class Problem extends Error {}

/**
 * Runs the main function of a script and sets the exit code it returns.
 * A Problem is printed as its line alone; anything else is a defect of ours and keeps its stack.
 */
export async function asCommand(main) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    process.exitCode = 1;
    console.error(error instanceof Problem ? `✗ ${error.message}` : error);
  }
}
