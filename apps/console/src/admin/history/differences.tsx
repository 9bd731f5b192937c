import type { Difference } from "./diff.decisions.ts";

/** What was and what is. Folded: all of an object that has come or gone, on demand. */
export function Differences({ differences, folded }: { differences: readonly Difference[]; folded: boolean }) {
  const list = (
    <dl className="differences">
      {differences.map((difference) => (
        <div key={difference.field}>
          <dt>{difference.field}</dt>
          {difference.kind === "value" ? (
            <dd>
              {difference.before !== null && <del>{difference.before}</del>}
              {difference.before !== null && difference.after !== null && <span aria-hidden="true"> → </span>}
              {difference.after !== null && <ins>{difference.after}</ins>}
            </dd>
          ) : (
            <dd className="difference-lines">
              {difference.lines.map((line, index) => {
                const Line = ({ same: "span", removed: "del", added: "ins" } as const)[line.change];
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: equal lines are told apart by their place alone.
                  <Line key={index}>{line.text || " "}</Line>
                );
              })}
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
  if (!folded) return list;
  return (
    <details className="history-details">
      <summary>Show all of it</summary>
      {list}
    </details>
  );
}
