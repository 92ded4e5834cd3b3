import { jsonLog } from "@ami-refresh/core/adapters/aws/log.ts";
import { embeddedMetrics } from "@ami-refresh/core/adapters/aws/metrics.ts";
import { stage } from "../environment.ts";
import { invocation } from "../invoked.ts";

/** What every function tells its operators by. */
export const telemetry = () => ({
  log: jsonLog({ current: invocation }),
  metrics: embeddedMetrics({ stage: stage() }),
});
