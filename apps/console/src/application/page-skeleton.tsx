import "./page-skeleton.css";

/** In the place of rows that are on their way. Invisible for the first 300 ms: most of the time nobody sees it. */
export function LateRows({ count, label }: { count: number; label: string }) {
  return (
    <div className="late-rows" role="status" aria-label={label}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move.
        <div className="late-row" key={index} />
      ))}
    </div>
  );
}

export function LatePageSkeleton() {
  return <LateRows count={6} label="Loading" />;
}
