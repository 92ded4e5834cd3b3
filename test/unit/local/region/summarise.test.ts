import type { Rollout, Step, Track } from "@ami-refresh/core/domain/rollout/state.ts";
import { type Facts, summarise } from "@ami-refresh/local/region/summarise.ts";
import { expect, test } from "vitest";
import { at } from "../../../support/policy.ts";

const aRollout = (id: string, publishedAt: string, steps: readonly Step[] = []): Rollout => ({
  image: { id, name: `base-${id}`, architecture: "x86_64", createdAt: at(publishedAt) },
  publishedAt: at(publishedAt),
  toldAt: at(publishedAt),
  status: "active",
  steps: [...steps],
});
const aTrack = (service: string, family: string, ...rollouts: Rollout[]): Track => ({ service, family, rollouts });

const summaryOf = (facts: Partial<Facts>) =>
  summarise({
    startedAt: Date.parse("2026-11-23T09:00:00Z"),
    now: Date.parse("2026-11-24T09:00:00.250Z"),
    wallSeconds: 1.23456,
    tracks: [],
    notifications: [],
    calls: new Map(),
    deadLetters: {},
    log: [],
    ...facts,
  });

test("a region in which nothing was published has no image and no rollouts", () => {
  expect(summaryOf({})).toEqual({
    image: null,
    startedAt: "2026-11-23T09:00:00.000Z",
    endedAt: "2026-11-24T09:00:00.250Z",
    rollouts: [],
    notifications: [],
    calls: {},
    deadLetters: {},
    ignored: [],
    wallSeconds: 1.235,
  });
});

test("the image is the one that was published last, with its family", () => {
  const { image } = summaryOf({
    tracks: [
      aTrack("checkout", "base", aRollout("ami-2", "2026-11-23T12:00:00Z"), aRollout("ami-1", "2026-11-23T10:00:00Z")),
      aTrack("thumbnails", "base-arm", aRollout("ami-3", "2026-11-23T11:00:00Z")),
    ],
  });
  expect(image).toEqual({ id: "ami-2", name: "base-ami-2", family: "base" });
});

test("rollouts come in the order of their services, and of each the newest image first", () => {
  const { rollouts } = summaryOf({
    tracks: [
      aTrack("search", "base", aRollout("ami-2", "2026-11-23T12:00:00Z"), aRollout("ami-1", "2026-11-23T10:00:00Z")),
      aTrack("checkout", "base", aRollout("ami-2", "2026-11-23T12:00:00Z")),
    ],
  });
  expect(rollouts.map(({ service, image }) => `${service} ${image}`)).toEqual([
    "checkout ami-2",
    "search ami-2",
    "search ami-1",
  ]);
});

test("a step tells what it waits for, when it was due, began and ended, why, and what became of its groups", () => {
  const steps: Step[] = [
    {
      environment: "development",
      status: "failed",
      dueAt: at("2026-11-23T10:00:00Z"),
      waits: [{ gate: "delay", reason: "1h after publication", until: at("2026-11-23T10:00:00Z") }],
      startedAt: at("2026-11-23T10:00:00Z"),
      endedAt: at("2026-11-23T11:00:00Z"),
      attempt: 1,
      reason: "b: no capacity",
      groups: [
        {
          name: "a",
          status: "succeeded",
          refreshId: "r-1",
          from: "ami-0",
          to: "ami-1",
          startedAt: at("2026-11-23T10:00:00Z"),
          endedAt: at("2026-11-23T11:00:00Z"),
        },
        { name: "b", status: "failed", reason: "no capacity", endedAt: at("2026-11-23T11:00:00Z") },
        { name: "c", status: "left", why: "no-capacity", reason: "its desired capacity is 0" },
      ],
    },
    { environment: "production", status: "waiting", waits: [{ gate: "promotion", reason: "development first" }] },
  ];
  const tracks = [aTrack("checkout", "base", aRollout("ami-1", "2026-11-23T09:00:00Z", steps))];
  expect(summaryOf({ tracks }).rollouts[0]?.steps).toEqual([
    {
      environment: "development",
      status: "failed",
      dueAt: "2026-11-23T10:00:00Z",
      startedAt: "2026-11-23T10:00:00Z",
      endedAt: "2026-11-23T11:00:00Z",
      reason: "b: no capacity",
      waits: [{ gate: "delay", reason: "1h after publication", until: "2026-11-23T10:00:00Z" }],
      groups: [
        { name: "a", status: "succeeded", reason: null, refreshId: "r-1", from: "ami-0", to: "ami-1" },
        { name: "b", status: "failed", reason: "no capacity", refreshId: null, from: null, to: null },
        { name: "c", status: "left", reason: "its desired capacity is 0", refreshId: null, from: null, to: null },
      ],
    },
    {
      environment: "production",
      status: "waiting",
      dueAt: null,
      startedAt: null,
      endedAt: null,
      reason: null,
      waits: [{ gate: "promotion", reason: "development first", until: null }],
      groups: [],
    },
  ]);
});

test("what was ignored is what the log says so of", () => {
  const entry = { level: "info" as const, from: "publish", message: "ignored: x", at: "2026-11-23T09:00:00.000Z" };
  const { ignored } = summaryOf({
    log: [{ ...entry, fields: { ignored: "a stranger's" } }, entry, { ...entry, fields: { other: 1 } }],
  });
  expect(ignored).toEqual([{ at: entry.at, reason: "a stranger's" }]);
});

test("calls come in the order of their names", () => {
  const calls = new Map([
    ["ec2:DescribeImages", 2],
    ["autoscaling:StartInstanceRefresh", 9],
  ]);
  expect(JSON.stringify(summaryOf({ calls }).calls)).toBe(
    '{"autoscaling:StartInstanceRefresh":9,"ec2:DescribeImages":2}',
  );
});
