/** Prints one line for one step of real work: its label at once, the seconds once it is done. */
export async function step(label, work) {
  const startedMs = Date.now();
  process.stdout.write(`${label} … `);
  try {
    const result = await work();
    process.stdout.write(`${seconds(startedMs)}\n`);
    return result;
  } catch (error) {
    process.stdout.write("failed\n");
    throw error;
  }
}

/** The time since `startedMs`, as "3.2 s". */
export function seconds(startedMs) {
  return `${((Date.now() - startedMs) / 1000).toFixed(1)} s`;
}
