const NOTATION = /^(?:(\d{1,3})h)?\s*(?:(\d{1,4})m)?\s*(?:(\d{1,5})s)?$/;

/** Seconds as people write them: `2m 25s`; `0` is never. */
export function sayDuration(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3_600), "h"],
    [Math.floor(seconds / 60) % 60, "m"],
    [seconds % 60, "s"],
  ] as const;
  return parts.flatMap(([count, unit]) => (count > 0 ? `${count}${unit}` : [])).join(" ") || "0";
}

/** The seconds that a text such as `2m 25s`, `90s` or `0` means; null when it means none. */
export function readDuration(text: string): number | null {
  const trimmed = text.trim();
  if (/^0+$/.test(trimmed)) return 0;
  const parts = trimmed === "" ? null : NOTATION.exec(trimmed);
  if (parts === null) return null;
  const [hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return (hours ?? 0) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}
