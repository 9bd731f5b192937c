import type { StatisticsRow } from "@beckon/protocol";
import { daysOf, sayDay } from "./figures.decisions.ts";

const HEIGHT = 140;

/** A bar for each day: what was answered, and above it what was not. */
export function DaysChart({ rows, from, to }: { rows: readonly StatisticsRow[]; from: string; to: string }) {
  const days = daysOf(from, to);
  const rowOf = new Map(rows.map((row) => [row.key, row]));
  const most = Math.max(1, ...rows.map(({ conversations }) => conversations));
  const heightOf = (count: number) => (count / most) * HEIGHT;
  return (
    <section className="analytics-part" aria-label="Day by day">
      <header className="analytics-head">
        <h2 className="part-title">Day by day</h2>
        <p className="analytics-legend">
          <span data-kind="answered">Answered</span>
          <span data-kind="open">Not answered</span>
        </p>
      </header>
      <svg
        className="analytics-days"
        viewBox={`0 0 ${days.length * 10} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Conversations day by day, at most ${most} a day`}
      >
        {days.map((day, index) => {
          const { conversations = 0, answered = 0 } = rowOf.get(day) ?? {};
          const [whole, below] = [heightOf(conversations), heightOf(answered)];
          return (
            <g key={day}>
              <title>{`${sayDay(day)}: ${conversations} conversations, ${answered} answered`}</title>
              <rect className="analytics-hit" x={index * 10} y={0} width={10} height={HEIGHT} />
              <rect data-kind="open" x={index * 10 + 1.5} y={HEIGHT - whole} width={7} height={whole - below} />
              <rect data-kind="answered" x={index * 10 + 1.5} y={HEIGHT - below} width={7} height={below} />
            </g>
          );
        })}
      </svg>
      <p className="analytics-axis">
        <span>{sayDay(from)}</span>
        <span>At most {most} a day</span>
        <span>{sayDay(to)}</span>
      </p>
    </section>
  );
}
