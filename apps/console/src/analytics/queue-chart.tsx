import type { QueueStatistics } from "@beckon/protocol";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { LoadFailure } from "../application/message-pages.tsx";
import { endpoints } from "../http/endpoints.ts";
import { sayPoint, sayWaiting } from "./figures.decisions.ts";
import { StackedBars } from "./stacked-bars.tsx";

/** How many waited over time. Absent while nobody did. */
export function QueueChart({ wanted }: { wanted: Readonly<Record<string, string>> }) {
  const queue = useQuery({
    queryKey: ["statistics", "queue", wanted],
    queryFn: () => endpoints.queueStatistics(wanted),
    staleTime: 0,
  });
  if (queue.isError) return <LoadFailure error={queue.error} onRetry={() => void queue.refetch()} />;
  if (queue.data === undefined || queue.data.points.every(({ most }) => most === 0)) return null;
  return <Chart queue={queue.data} file={endpoints.queueFile(wanted)} />;
}

function Chart({ queue: { step, points }, file }: { queue: QueueStatistics; file: string }) {
  const most = Math.max(1, ...points.map((point) => point.most));
  const bars = points.map((point) => ({
    key: point.at,
    title: `${sayPoint(point.at, step)}: ${sayWaiting(point)}`,
    whole: point.most,
    below: point.mean,
  }));
  const [first, last] = [points[0], points.at(-1)];
  return (
    <section className="analytics-part" aria-label="Queue">
      <header className="analytics-head">
        <h2 className="part-title">Queue</h2>
        <p className="analytics-legend">
          <span data-kind="answered">Waiting on average</span>
          <span data-kind="open">At most at once</span>
          <a href={file} download aria-label="Queue, as CSV" className="analytics-file">
            <IconDownload size={14} /> CSV
          </a>
        </p>
      </header>
      <StackedBars
        bars={bars}
        most={most}
        label={`Conversations that waited, ${step === "hour" ? "hour by hour" : "day by day"}, at most ${most} at once`}
      />
      <p className="analytics-axis">
        <span>{first !== undefined && sayPoint(first.at, step)}</span>
        <span>At most {most} at once</span>
        <span>{last !== undefined && sayPoint(last.at, step)}</span>
      </p>
    </section>
  );
}
