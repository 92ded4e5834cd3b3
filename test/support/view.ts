import type { RolloutSummary, StepSummary } from "../../packages/local/src/summary.ts";
import type { GroupView, View } from "../../packages/local/src/view.ts";

/** Builders of what a running region shows. Times without a date are those of Tuesday 24 November 2026, UTC. */

export const at = (text: string): string =>
  new Date(text.length === 5 ? `2026-11-24T${text}:00Z` : `2026-11-${text.replace(" ", "T")}:00Z`).toISOString();

export const newImage = "ami-0a1b2c3d4e5f60718";
export const oldImage = "ami-0f9e8d7c6b5a40312";
export const newArmImage = "ami-0c0ffee5ee5ba5e01";
export const oldArmImage = "ami-0c0ffee5ee5ba5e00";

export function aStep(environment: string, sketch: Partial<StepSummary> = {}): StepSummary {
  return {
    environment,
    status: "waiting",
    dueAt: null,
    startedAt: null,
    endedAt: null,
    reason: null,
    waits: [],
    groups: [],
    ...sketch,
  };
}

export function aRollout(
  service: string,
  steps: readonly StepSummary[],
  sketch: Partial<RolloutSummary> = {},
): RolloutSummary {
  return {
    service,
    family: "al2023-base",
    image: newImage,
    status: "active",
    publishedAt: at("23 09:00"),
    steps,
    ...sketch,
  };
}

/** `images`: a letter for each instance: o old, n new, l launching on the new, t terminating, u unhealthy on the new. */
export function aGroup(name: string, images: string, sketch: Partial<GroupView> = {}, arm = false): GroupView {
  const states: Readonly<Record<string, string>> = { l: "Pending", t: "Terminating", u: "Unhealthy", s: "Standby" };
  const before = arm ? oldArmImage : oldImage;
  const after = arm ? newArmImage : newImage;
  return {
    name,
    tags: {},
    desiredCapacity: images.length,
    template: { name, version: "7" },
    mixed: false,
    refresh: null,
    instances: [...images].map((letter, index) => ({
      id: `i-${name.length.toString(16)}${index.toString(16).padStart(2, "0")}${"lnu".includes(letter) ? "e" : "0"}f3a9b7c5d1`,
      imageId: "ots".includes(letter) ? before : after,
      type: arm ? "c7g.large" : "m7i.large",
      state: states[letter] ?? "InService",
    })),
    ...sketch,
  };
}

export function aView(
  sketch: Partial<Omit<View, "summary">> & { readonly rollouts?: readonly RolloutSummary[] } = {},
): View {
  const { rollouts = [], ...rest } = sketch;
  const names = ["development", "staging", "production"];
  return {
    endpoint: { url: "http://127.0.0.1:4566", region: "eu-west-2" },
    now: at("10:07"),
    speed: 60,
    summary: {
      image: rollouts.length > 0 ? { id: newImage, name: "base-al2023-x86_64-20261123", family: "al2023-base" } : null,
      startedAt: at("23 09:00"),
      endedAt: at("10:07"),
      rollouts,
      notifications: [],
      calls: {},
      deadLetters: {},
      ignored: [],
      wallSeconds: 12,
    },
    services: [
      { name: "checkout", team: "payments", timezone: "Europe/London", families: ["al2023-base"], environments: names },
    ],
    environments: names,
    families: [{ name: "al2023-base", namePattern: "base-al2023-x86_64-*", architecture: "x86_64" }],
    images: [
      { id: oldImage, name: "base-al2023-x86_64-20261026", createdAt: "2026-10-26T09:00:00.000Z" },
      { id: newImage, name: "base-al2023-x86_64-20261123", createdAt: at("23 09:00") },
    ],
    groups: [],
    placements: [],
    slack: [],
    people: [],
    mail: [],
    programs: [],
    log: [],
    ...rest,
  };
}

export function aMail(id: string, to: string, subject: string, sent: string): View["mail"][number] {
  return {
    id,
    to,
    from: "AMI refresh <ami-refresh@example.com>",
    subject,
    text: `${subject}.\n\nNothing to do.`,
    headers: [],
    attachments: [],
    at: sent,
  };
}

/** `status` null: a message to a topic. */
export function aProgram(
  id: string,
  to: string,
  status: number | null,
  sent: string,
  subject = "Planned: checkout",
): View["programs"][number] {
  const channel = status === null ? "sns" : "webhook";
  return { id, channel, to, at: sent, subject, status, headers: [], body: "{}" };
}
