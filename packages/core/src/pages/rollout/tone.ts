import type { Step } from "../../domain/rollout/state.ts";
import type { Severity } from "../../notify/message.ts";

/** How an environment looks: its colour, and its sign. */
export interface Look {
  readonly tone: Severity;
  readonly sign: Sign;
}
export type Sign = "waits" | "asks" | "paused" | "runs" | "done" | "failed" | "stopped" | "passed over";

export function lookOf(step: Step, { paused }: { readonly paused: boolean }): Look {
  switch (step.status) {
    case "waiting":
      if (paused) return { tone: "warning", sign: "paused" };
      return step.approval?.status === "wanted" ? { tone: "warning", sign: "asks" } : { tone: "quiet", sign: "waits" };
    case "running":
      return { tone: step.stop ? "warning" : "info", sign: "runs" };
    case "soaking":
    case "succeeded":
      return { tone: "success", sign: "done" };
    case "failed":
    case "rolled-back": {
      const wanted = step.stop !== undefined && !(step.stop.verb === "roll-back" && step.status === "failed");
      return wanted ? { tone: "warning", sign: "stopped" } : { tone: "failure", sign: "failed" };
    }
    case "declined":
      return { tone: "warning", sign: "stopped" };
    case "superseded":
    case "skipped":
      return { tone: "quiet", sign: "passed over" };
  }
}
