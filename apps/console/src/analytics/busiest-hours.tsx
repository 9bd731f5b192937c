import type { Statistics } from "@beckon/protocol";
import { weekOf } from "./figures.decisions.ts";

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** When conversations begin: the darker, the more. */
export function BusiestHours({ hours }: { hours: Statistics["by_hour"] }) {
  const week = weekOf(hours);
  const most = Math.max(1, ...week.flat());
  return (
    <section className="analytics-part" aria-label="Busiest hours">
      <h2 className="part-title">Busiest hours</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by the keyboard. */}
      <section className="analytics-scroll" tabIndex={0} aria-label="Table of the busiest hours">
        <table className="analytics-hours">
          <thead>
            <tr>
              <td />
              {Array.from({ length: 24 }, (_, hour) => (
                <th key={String(hour)} scope="col">
                  {hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {week.map((counts, day) => (
              <tr key={weekdays[day]}>
                <th scope="row">{weekdays[day]}</th>
                {counts.map((count, hour) => {
                  const strength = Math.round((count / most) * 85);
                  return (
                    <td
                      // biome-ignore lint/suspicious/noArrayIndexKey: the hour is what the cell is.
                      key={hour}
                      title={`${weekdays[day]} ${hour}:00: ${count}`}
                      data-strong={strength > 62}
                      style={{
                        background: `color-mix(in srgb, var(--accent-fill) ${strength}%, var(--surface-sunken))`,
                      }}
                    >
                      {count === 0 ? "" : count}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
