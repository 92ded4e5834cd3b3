import type { View } from "../../packages/local/src/view.ts";
import { failed, planned, started, succeeded } from "./slackMessages.ts";
import { aGroup, aMail, aRollout, aStep, at, aView, newArmImage, newImage } from "./view.ts";

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
