import type { StatisticsRow } from "@beckon/protocol";
import { daysOf, sayDay } from "./figures.decisions.ts";
import { StackedBars } from "./stacked-bars.tsx";

/** A bar for each day: what was answered, and above it what was not. */
export function DaysChart({ rows, from, to }: { rows: readonly StatisticsRow[]; from: string; to: string }) {
  const days = daysOf(from, to);
  const rowOf = new Map(rows.map((row) => [row.key, row]));
  const most = Math.max(1, ...rows.map(({ conversations }) => conversations));
  const bars = days.map((day) => {
    const { conversations = 0, answered = 0 } = rowOf.get(day) ?? {};
    const title = `${sayDay(day)}: ${conversations} conversations, ${answered} answered`;
    return { key: day, title, whole: conversations, below: answered };
  });
  return (
    <section className="analytics-part" aria-label="Day by day">
      <header className="analytics-head">
        <h2 className="part-title">Day by day</h2>
        <p className="analytics-legend">
          <span data-kind="answered">Answered</span>
          <span data-kind="open">Not answered</span>
        </p>
      </header>
      <StackedBars bars={bars} most={most} label={`Conversations day by day, at most ${most} a day`} />
      <p className="analytics-axis">
        <span>{sayDay(from)}</span>
        <span>At most {most} a day</span>
        <span>{sayDay(to)}</span>
      </p>
    </section>
  );
}
