import type { Metric, Metrics } from "../../ports.ts";

export function memoryMetrics(): Metrics & { readonly metrics: Metric[] } {
  const metrics: Metric[] = [];
  return { metrics, record: (metric) => void metrics.push(metric) };
}
