import type { GateName } from "@ami-refresh/core/domain/rollout/state.ts";
import type { ChannelKind } from "@ami-refresh/core/domain/subscription.ts";

/** The JSON that a one-shot run prints and `GET /_local/state` answers. Times are ISO 8601 on the simulated clock. */
export interface Summary {
  /** The latest image of a family that was published; null before any was. */
  readonly image: { readonly id: string; readonly name: string; readonly family: string } | null;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly rollouts: readonly RolloutSummary[];
  readonly notifications: readonly NotificationSummary[];
  /** Calls to the endpoint by `service:Operation`. */
  readonly calls: Readonly<Record<string, number>>;
  /** Messages that ended in a dead-letter queue, by queue name. */
  readonly deadLetters: Readonly<Record<string, number>>;
  /** Events that were no publication for us, with the recorded reason. */
  readonly ignored: readonly { readonly at: string; readonly reason: string }[];
  readonly wallSeconds: number;
}
export interface RolloutSummary {
  readonly service: string;
  readonly family: string;
  readonly image: string;
  readonly status: string;
  readonly publishedAt: string;
  readonly steps: readonly StepSummary[];
}
export interface StepSummary {
  readonly environment: string;
  readonly status: string;
  readonly dueAt: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly reason: string | null;
  readonly waits: readonly { readonly gate: GateName; readonly reason: string; readonly until: string | null }[];
  readonly groups: readonly {
    readonly name: string;
    readonly status: string;
    readonly reason: string | null;
    readonly refreshId: string | null;
    readonly from: string | null;
    readonly to: string | null;
  }[];
}
export interface NotificationSummary {
  readonly channel: ChannelKind;
  /** A Slack channel, an address, a topic's ARN, or a URL. */
  readonly to: string;
  readonly event: string;
  /** Empty: it is about several. */
  readonly service: string;
  readonly environment: string | null;
  readonly at: string;
}
