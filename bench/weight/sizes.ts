import { markdownTable } from "../measuring/results.ts";

interface MeasuredSize {
  name: string;
  target: number;
  hard: number;
  gzip: number;
  brotli: number;
}

/** What a website downloads, against its budgets: the figures of the size check, which measures the same files. */
export async function describeSizes(): Promise<string> {
  const { measureSizes }: { measureSizes(): Promise<MeasuredSize[]> } = await import(
    new URL("../../scripts/measured-sizes.mjs", import.meta.url).href
  );
  const rows = (await measureSizes()).map(({ name, ...bytes }) => [
    name,
    ...[bytes.gzip, bytes.brotli, bytes.target, bytes.hard].map((count) => count.toLocaleString("en")),
  ]);
  return markdownTable(["bytes", "gzip -9", "brotli", "target (gzip)", "hard budget"], rows);
}
