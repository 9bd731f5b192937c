import {
  Counter,
  type CounterConfiguration,
  collectDefaultMetrics,
  Gauge,
  type GaugeConfiguration,
  Histogram,
  type HistogramConfiguration,
  Registry,
} from "prom-client";

/** A metric's description without the registry, which is this module's business. */
type Described<Configuration> = Omit<Configuration, "registers">;

export interface Metrics {
  counter<Label extends string = never>(description: Described<CounterConfiguration<Label>>): Counter<Label>;
  gauge<Label extends string = never>(description: Described<GaugeConfiguration<Label>>): Gauge<Label>;
  histogram<Label extends string = never>(description: Described<HistogramConfiguration<Label>>): Histogram<Label>;
  /** The body of `/metrics`, and its content type. */
  render(): Promise<{ contentType: string; body: string }>;
}

/**
 * The metrics of one server, those of its process included. A registry of its own, so that several servers can
 * live in one process. Names follow Prometheus: `beckon_messages_total`, `beckon_commit_duration_seconds`.
 */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    counter: (description) => new Counter({ ...description, registers }),
    gauge: (description) => new Gauge({ ...description, registers }),
    histogram: (description) => new Histogram({ ...description, registers }),
    async render() {
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}
