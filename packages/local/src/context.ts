import type { RegionClock } from "./clock.ts";

/** What every simulated service is given. */
export interface RegionContext {
  /** A fixed test account: 123456789012, the one of AWS's documentation. */
  readonly account: string;
  readonly region: string;
  readonly clock: RegionClock;
  /** Puts an event of an AWS service on the default bus (best effort, like AWS's own). */
  emit(event: AwsEvent): void;
  log(entry: LogEntry): void;
}

export interface AwsEvent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface LogEntry {
  readonly level: "info" | "warn" | "error";
  /** Which function or simulated service says it. */
  readonly from: string;
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}
