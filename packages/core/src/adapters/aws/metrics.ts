import type { Metric, Metrics } from "../../ports.ts";
import { writeLine } from "./writeLine.ts";

const namespace = "AmiRefresh";

const units: Readonly<Record<Metric["name"], "Count" | "Seconds">> = {
  ImagesPublished: "Count",
  ImagesRejected: "Count",
  StepsStarted: "Count",
  StepsSucceeded: "Count",
  StepsFailed: "Count",
  RefreshDuration: "Seconds",
  WaitByGate: "Seconds",
  NotificationFailures: "Count",
};

/**
 * Metrics as lines of the log from which CloudWatch makes them: no call, no permission, and no time of the function's
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 * `common`: dimensions of them all, such as the stage.
 */
export function embeddedMetrics(
  common: Readonly<Record<string, string>>,
  write: (line: string) => void = writeLine,
): Metrics {
  return {
    record({ name, value, about }) {
      const dimensions = { ...common, ...about };
      const definition = {
        Namespace: namespace,
        Dimensions: [Object.keys(dimensions)],
        Metrics: [{ Name: name, Unit: units[name] }],
      };
      write(
        JSON.stringify({
          _aws: { Timestamp: Date.now(), CloudWatchMetrics: [definition] },
          ...dimensions,
          [name]: value,
        }),
      );
    },
  };
}
