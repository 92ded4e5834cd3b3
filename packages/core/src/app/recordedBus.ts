import type { DomainEvent } from "../events.ts";
import type { Bus, Log, Metrics } from "../ports.ts";
import { metricsOf } from "./metricsOf.ts";
import { subjectOf } from "./subject.ts";

/** The bus; what it took is in the metrics as well, and in the log, in which publication says itself what it rejected. */
export function recordedBus(bus: Bus, { log, metrics }: { readonly log: Log; readonly metrics: Metrics }): Bus {
  return {
    async put(events) {
      await bus.put(events);
      for (const event of events) {
        if (event.type !== "image.rejected") {
          log.info(saidOf(event), { ...subjectOf(event), event: event.detail.id });
        }
        for (const metric of metricsOf(event)) metrics.record(metric);
      }
    },
  };
}

function saidOf({ type, detail }: Exclude<DomainEvent, { type: "image.rejected" }>): string {
  const where = "environment" in detail && detail.environment !== undefined ? ` in ${detail.environment}` : "";
  return `${type}: ${"image" in detail ? `${detail.image.id} of ` : ""}${"service" in detail ? detail.service : detail.team}${where}`;
}
