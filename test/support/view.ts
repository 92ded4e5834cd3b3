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
      image: { id: newImage, name: "base-al2023-x86_64-20261123", family: "al2023-base" },
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
    mail: [],
    log: [],
    ...rest,
  };
}

const window = (text: string, zone: string, until: string) => ({
  gate: "window" as const,
  reason: `the window is ${text} (${zone})`,
  until: at(until),
});
const delay = (environment: string, span: string, until: string) => ({
  gate: "delay" as const,
  reason: `${environment} takes images ${span} after publication`,
  until: at(until),
});
const promotion = (before: string, until: string | null) => ({
  gate: "promotion" as const,
  reason: `${before} has to succeed with this image first`,
  until: until && at(until),
});
const soak = (before: string, until: string) => ({
  gate: "soak" as const,
  reason: `the image runs in ${before} for 1d first`,
  until: at(until),
});
const done = (name: string) => ({ name, status: "succeeded", reason: null, refreshId: "r-1", from: "6", to: "7" });

/** Midway: four services of two teams; some environments are done, one is being refreshed, one has failed, the rest wait. */
export function midway(): View {
  const rollouts = [
    aRollout("checkout", [
      aStep("development", {
        status: "succeeded",
        dueAt: at("23 09:00"),
        startedAt: at("23 09:00"),
        endedAt: at("23 09:09"),
        groups: [done("checkout-development")],
      }),
      aStep("staging", {
        status: "soaking",
        dueAt: at("09:00"),
        startedAt: at("09:00"),
        endedAt: at("09:14"),
        waits: [promotion("development", "23 09:09"), delay("staging", "1d", "09:00")],
        groups: [done("checkout-staging")],
      }),
      aStep("production", {
        dueAt: at("26 10:00"),
        waits: [
          promotion("staging", "09:14"),
          delay("production", "3d", "26 09:00"),
          soak("staging", "25 09:14"),
          window("Tue-Thu 10:00-16:00", "Europe/London", "26 10:00"),
        ],
      }),
    ]),
    aRollout("search", [
      aStep("development", {
        status: "succeeded",
        dueAt: at("23 09:00"),
        startedAt: at("23 09:00"),
        endedAt: at("23 09:21"),
        groups: [done("search-development")],
      }),
      aStep("staging", {
        status: "running",
        dueAt: at("09:30"),
        startedAt: at("09:30"),
        waits: [promotion("development", "23 09:21"), delay("staging", "1d", "09:00")],
        groups: [{ name: "search-staging", status: "running", reason: null, refreshId: "r-9", from: "11", to: "12" }],
      }),
      aStep("production", {
        dueAt: at("26 10:00"),
        waits: [
          promotion("staging", null),
          delay("production", "3d", "26 09:00"),
          window("Tue-Thu 10:00-16:00", "Europe/London", "26 10:00"),
        ],
      }),
    ]),
    aRollout(
      "thumbnails",
      [
        aStep("development", {
          status: "failed",
          dueAt: at("23 15:00"),
          startedAt: at("23 15:00"),
          endedAt: at("23 15:40"),
          reason: "1 of 1 groups failed",
          groups: [
            {
              name: "thumbnails-development",
              status: "failed",
              reason:
                "Launching a new EC2 instance failed: instance i-0b7 did not become healthy within the grace period",
              refreshId: "r-4",
              from: "3",
              to: "4",
            },
          ],
        }),
        aStep("staging", {
          status: "skipped",
          endedAt: at("23 15:40"),
          reason: "the image did not succeed in development",
        }),
        aStep("production", {
          status: "skipped",
          endedAt: at("23 15:40"),
          reason: "the image did not succeed in development",
        }),
      ],
      { family: "al2023-base-arm", image: newArmImage, status: "failed", publishedAt: at("23 15:00") },
    ),
    aRollout("ledger", [
      aStep("development", {
        status: "succeeded",
        dueAt: at("23 09:00"),
        startedAt: at("23 09:00"),
        endedAt: at("23 09:06"),
        groups: [done("ledger-development")],
      }),
      aStep("staging", {
        status: "soaking",
        dueAt: at("09:00"),
        startedAt: at("09:00"),
        endedAt: at("09:08"),
        waits: [promotion("development", "23 09:06"), delay("staging", "1d", "09:00")],
        groups: [done("ledger-staging")],
      }),
      aStep("production", {
        dueAt: at("29 02:00"),
        waits: [
          promotion("staging", "09:08"),
          delay("production", "5d", "28 09:00"),
          soak("staging", "25 09:08"),
          window("Sun 02:00-05:00", "Europe/London", "29 02:00"),
        ],
      }),
    ]),
  ];
  const services = [
    ["checkout", "payments", "Europe/London", "al2023-base"],
    ["search", "media", "Europe/London", "al2023-base"],
    ["thumbnails", "media", "America/New_York", "al2023-base-arm"],
    ["ledger", "payments", "Europe/London", "al2023-base"],
  ] as const;
  const environments = ["development", "staging", "production"];
  const groups = [
    aGroup("checkout-development", "nn"),
    aGroup("checkout-production", "oooooooo", { template: { name: "checkout", version: "6" }, mixed: true }),
    aGroup("checkout-staging", "nnnn"),
    aGroup("ledger-development", "n"),
    aGroup("ledger-prod-a", "oooooo", { template: { name: "ledger", version: "6" } }),
    aGroup("ledger-prod-b", "oooooo", { template: { name: "ledger", version: "6" } }),
    aGroup("ledger-staging", "nn"),
    aGroup("search-development", "nnn"),
    aGroup("search-production", "oooooooooooo", { template: { name: "search", version: "11" } }),
    aGroup("search-staging", "toonnl", {
      template: { name: "search", version: "11" },
      refresh: { id: "r-9", status: "InProgress", percent: 43, reason: null },
    }),
    aGroup(
      "thumbnails-development",
      "ou",
      {
        template: { name: "thumbnails", version: "3" },
        refresh: { id: "r-4", status: "Failed", percent: 0, reason: "instance i-0b7 did not become healthy" },
      },
      true,
    ),
    aGroup("thumbnails-production", "oooos", { template: { name: "thumbnails", version: "3" } }, true),
    aGroup("thumbnails-staging", "oo", { template: { name: "thumbnails", version: "3" } }, true),
  ];
  const placements = groups.map(({ name }) => {
    const [service = "", rest = ""] = name.split("-");
    return {
      group: name,
      service,
      environment: rest === "prod" ? "production" : rest,
      family: service === "thumbnails" ? "al2023-base-arm" : "al2023-base",
    };
  });
  return aView({
    rollouts,
    services: services.map(([name, team, timezone, family]) => ({
      name,
      team,
      timezone,
      families: [family],
      environments,
    })),
    families: [
      { name: "al2023-base", namePattern: "base-al2023-x86_64-*", architecture: "x86_64" },
      { name: "al2023-base-arm", namePattern: "base-al2023-arm64-*", architecture: "arm64" },
    ],
    images: [...aView().images, { id: newArmImage, name: "base-al2023-arm64-20261123", createdAt: at("23 15:00") }],
    groups,
    placements,
    slack: [
      planned("#payments", "checkout", at("23 09:00")),
      succeeded("#payments", "checkout", "development", at("23 09:09")),
      succeeded("#payments", "ledger", "development", at("23 09:06")),
      failed("#media", "thumbnails", "development", at("23 15:40")),
      started("#payments", "checkout", "staging", at("09:00")),
      succeeded("#payments", "checkout", "staging", at("09:14")),
      started("#media", "search", "staging", at("09:30")),
    ].toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    mail: [
      aMail("1", "payments@example.com", "Planned: checkout to base-al2023-x86_64-20261123", at("23 09:00")),
      aMail("2", "payments@example.com", "Refreshed: checkout development", at("23 09:09")),
      aMail("3", "media@example.com", "Failed: thumbnails development", at("23 15:40")),
      aMail("4", "media@example.com", "Started: search staging", at("09:30")),
    ],
    log: [
      {
        level: "info",
        from: "publish",
        message: "image published",
        at: at("23 09:00"),
        fields: { image: newImage, family: "al2023-base" },
      },
      {
        level: "info",
        from: "refresh-checkout",
        message: "saved",
        at: at("23 09:00"),
        fields: { version: 1, events: ["rollout.planned"] },
      },
      {
        level: "warn",
        from: "observe",
        message: "a refresh of a group that nobody owns",
        at: at("23 11:20"),
        fields: { group: "bastion" },
      },
      {
        level: "error",
        from: "refresh-thumbnails",
        message: "refresh failed: instance i-0b7 did not become healthy",
        at: at("23 15:40"),
      },
      {
        level: "info",
        from: "refresh-search",
        message: "refresh started",
        at: at("09:30"),
        fields: { group: "search-staging", refresh: "r-9" },
      },
      { level: "info", from: "notify", message: "sent step.started to #media", at: at("09:30") },
    ],
  });
}

export function aMail(id: string, to: string, subject: string, sent: string): View["mail"][number] {
  return {
    id,
    to,
    from: "AMI refresh <ami-refresh@example.com>",
    subject,
    text: `${subject}.\n\nNothing to do.`,
    at: sent,
  };
}

const date = (iso: string) =>
  `<!date^${Math.floor(Date.parse(iso) / 1000)}^{date_short_pretty} {time}|${iso.slice(0, 16)}Z>`;
const header = (text: string) => ({ type: "header", text: { type: "plain_text", text, emoji: true } });
const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
const context = (text: string) => ({ type: "context", elements: [{ type: "mrkdwn", text }] });

function planned(channel: string, service: string, sent: string): View["slack"][number] {
  return {
    channel,
    at: sent,
    text: `${service} gets base-al2023-x86_64-20261123`,
    blocks: [
      header(`${service} gets a new image`),
      section(`*base-al2023-x86_64-20261123* (\`${newImage}\`) replaces _base-al2023-x86_64-20261026_.`),
      {
        type: "section",
        fields: [
          { type: "mrkdwn", text: `*development*\nnow` },
          { type: "mrkdwn", text: `*staging*\n${date(at("09:00"))}` },
          { type: "mrkdwn", text: `*production*\n${date(at("26 10:00"))}` },
        ],
      },
      { type: "divider" },
      context("Window of production: Tue-Thu 10:00-16:00 (Europe/London) · <https://example.com/runbook|Runbook>"),
    ],
  };
}
function started(channel: string, service: string, environment: string, sent: string): View["slack"][number] {
  return {
    channel,
    at: sent,
    text: `${service} ${environment}: refresh started`,
    blocks: [
      section(
        `:arrows_counterclockwise: *${service} ${environment}* is being refreshed to \`base-al2023-x86_64-20261123\`.`,
      ),
      context(`1 group: ${service}-${environment} · since ${date(sent)}`),
    ],
  };
}
function succeeded(channel: string, service: string, environment: string, sent: string): View["slack"][number] {
  return {
    channel,
    at: sent,
    text: `${service} ${environment}: refreshed`,
    blocks: [
      section(`:white_check_mark: *${service} ${environment}* is refreshed.`),
      context(`Took 9 minutes · 1 group`),
    ],
  };
}
function failed(channel: string, service: string, environment: string, sent: string): View["slack"][number] {
  return {
    channel,
    at: sent,
    text: `${service} ${environment}: refresh failed`,
    blocks: [
      section(`:x: *${service} ${environment}* failed: the image goes no further.`),
      section("```instance i-0b7 did not become healthy within the grace period```"),
    ],
  };
}
