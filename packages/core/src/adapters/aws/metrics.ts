import { Metrics as Embedded } from "@aws-lambda-powertools/metrics";
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
  AddressesSuspended: "Count",
};

/**
 * Metrics as lines of the log from which CloudWatch makes them, by Powertools for AWS Lambda: no call, no permission, and
 * no time of the function's
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 * `common`: dimensions of them all, such as the stage.
 */
export function embeddedMetrics(
  common: Readonly<Record<string, string>>,
  write: (line: string) => void = writeLine,
): Metrics {
  const embedded = new Embedded({ namespace });
  // Powertools would add its own `service`, the name of an application, to every metric; ours is the service refreshed.
  embedded.clearDefaultDimensions();
  embedded.setDefaultDimensions({ ...common });
  return {
    record({ name, value, about }) {
      for (const [dimension, of] of Object.entries(about)) embedded.addDimension(dimension, of);
      embedded.addMetric(name, units[name], value);
      // What publishStoredMetrics does, but to a console of its own.
      write(JSON.stringify(embedded.serializeMetrics()));
      embedded.clearMetrics();
      embedded.clearDimensions();
    },
  };
}
