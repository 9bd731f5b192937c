const HEIGHT = 140;

export interface StackedBar {
  key: string;
  /** What is told of it under the pointer. */
  title: string;
  whole: number;
  /** The lower part of the whole. */
  below: number;
}

/** A bar for each, of two parts one above the other, all measured by `most`. */
export function StackedBars({ bars, most, label }: { bars: readonly StackedBar[]; most: number; label: string }) {
  const heightOf = (count: number) => (count / most) * HEIGHT;
  return (
    <svg
      className="analytics-days"
      viewBox={`0 0 ${bars.length * 10} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {bars.map(({ key, title, whole, below }, index) => {
        const [x, top, middle] = [index * 10, HEIGHT - heightOf(whole), HEIGHT - heightOf(below)];
        return (
          <g key={key}>
            <title>{title}</title>
            <rect className="analytics-hit" x={x} y={0} width={10} height={HEIGHT} />
            <rect data-kind="open" x={x + 1.5} y={top} width={7} height={middle - top} />
            <rect data-kind="answered" x={x + 1.5} y={middle} width={7} height={HEIGHT - middle} />
          </g>
        );
      })}
    </svg>
  );
}
