import type { Temporal } from "../domain/temporal.ts";

/** The time, and what operators see. */

export interface Clock {
  now(): Temporal.Instant;
}

/**
 * Lines for operators. Fields that several lines have in common go by one name: `service`, `family`, `environment`,
 * `image` (an id), `correlationId` (of the image), `event` (an id).
 */
export interface Log {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  /** The same log, whose every line has these fields too. */
  with(fields: Record<string, unknown>): Log;
}

/** What is counted, and what is measured in seconds. */
export type Metric =
  | { readonly name: "ImagesPublished"; readonly value: number; readonly about: { readonly family: string } }
  | { readonly name: "ImagesRejected"; readonly value: number; readonly about: { readonly rule: string } }
  | {
      readonly name: "StepsStarted" | "StepsSucceeded" | "StepsFailed" | "RefreshDuration";
      readonly value: number;
      readonly about: { readonly service: string; readonly environment: string };
    }
  | { readonly name: "WaitByGate"; readonly value: number; readonly about: { readonly gate: string } }
  | {
      readonly name: "NotificationFailures" | "AddressesSuspended";
      readonly value: number;
      readonly about: { readonly channel: string };
    };

/** A repeated event is measured again: at least once, like everything that is told. */
export interface Metrics {
  record(metric: Metric): void;
}
