import type { LogEntry } from "./context.ts";
import type { Summary } from "./summary.ts";

/** Everything that a person looks at, for the page and the terminal: `GET /_local/view`. */
export interface View {
  readonly now: string;
  /** Simulated seconds per real second; `max`: jumps to the next moment at which something happens. */
  readonly speed: number | "max";
  readonly summary: Summary;
  readonly services: readonly {
    readonly name: string;
    readonly team: string;
    readonly timezone: string;
    readonly families: readonly string[];
    readonly environments: readonly string[];
  }[];
  readonly environments: readonly string[];
  readonly images: readonly { readonly id: string; readonly name: string; readonly createdAt: string }[];
  readonly groups: readonly GroupView[];
  readonly slack: readonly {
    readonly channel: string;
    readonly at: string;
    readonly text: string;
    readonly blocks: readonly unknown[];
  }[];
  readonly mail: readonly {
    readonly to: string;
    readonly from: string;
    readonly subject: string;
    readonly html: string;
    readonly text: string;
    readonly at: string;
  }[];
  readonly log: readonly (LogEntry & { readonly at: string })[];
}
export interface GroupView {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly desiredCapacity: number;
  readonly template: { readonly name: string; readonly version: string } | null;
  readonly mixed: boolean;
  readonly refresh: {
    readonly id: string;
    readonly status: string;
    readonly percent: number;
    readonly reason: string | null;
  } | null;
  readonly instances: readonly {
    readonly id: string;
    readonly imageId: string;
    readonly type: string;
    readonly state: string;
  }[];
}
