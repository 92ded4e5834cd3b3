import type { SavedTrack } from "@ami-refresh/core/ports.ts";
import { expect, it } from "vitest";
import { at } from "../support/policy.ts";
import { contract } from "./worlds/index.ts";

const image = { id: "ami-1", name: "base-1", architecture: "x86_64", createdAt: at("2026-11-23T09:00:00Z") };
const about = { service: "checkout", team: "payments", family: "base", image };

/** A track with something of everything in it, down to fractions of a second. */
const full: Omit<SavedTrack, "version"> = {
  track: {
    service: "checkout",
    family: "base",
    lookAt: at("2026-11-24T10:00:00.123456789Z"),
    rollouts: [
      {
        image,
        publishedAt: at("2026-11-23T10:00:00Z"),
        toldAt: at("2026-11-23T10:00:01Z"),
        status: "active",
        steps: [
          {
            environment: "staging",
            status: "running",
            dueAt: at("2026-11-24T09:00:00Z"),
            waits: [{ gate: "delay", reason: "1 day after the publication", until: at("2026-11-24T10:00:00Z") }],
            startedAt: at("2026-11-24T09:00:00Z"),
            attempt: 1,
            finding: false,
            groups: [
              { name: "a", status: "running", refreshId: "r-1", startedAt: at("2026-11-24T09:00:02Z"), percent: 40 },
              { name: "b", status: "left", why: "no-capacity", reason: "its desired capacity is 0" },
            ],
          },
          { environment: "production", status: "waiting", waits: [] },
        ],
      },
    ],
  },
  pending: {
    commands: [
      { kind: "look-again", at: at("2026-11-24T10:00:00Z") },
      { kind: "inspect-refresh", environment: "staging", image: "ami-1", group: "a", refreshId: "r-1" },
    ],
    events: [
      {
        type: "step.started",
        detail: {
          id: "started/1",
          at: at("2026-11-24T09:00:00Z"),
          ...about,
          environment: "staging",
          groups: ["a", "b"],
        },
      },
    ],
  },
};
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

contract("tracks", (world) => {
  it("a track that was never saved is empty", async () => {
    expect(await world().tracks.load("checkout", "base")).toEqual({
      track: { service: "checkout", family: "base", rollouts: [] },
      pending: { commands: [], events: [] },
      version: 0,
    });
  });

  it("a track comes back as it was saved, outbox and all", async () => {
    expect(await world().tracks.save({ ...full, version: 0 })).toBe("saved");
    const loaded = await world().tracks.load("checkout", "base");
    expect(plain(loaded)).toEqual(plain({ ...full, version: 1 }));
    expect(loaded.track.lookAt?.equals(at("2026-11-24T10:00:00.123456789Z"))).toBe(true);
  });

  it("what was loaded can be saved, again and again", async () => {
    await world().tracks.save({ ...full, version: 0 });
    for (const version of [1, 2, 3]) {
      const loaded = await world().tracks.load("checkout", "base");
      expect(loaded.version).toBe(version);
      expect(await world().tracks.save(loaded)).toBe("saved");
    }
  });

  it("of two that save what they both loaded, one meets a conflict and changes nothing", async () => {
    const { tracks } = world();
    expect(await tracks.save({ ...full, version: 0 })).toBe("saved");
    const empty = { ...full, track: { ...full.track, rollouts: [] } };
    expect(await tracks.save({ ...empty, version: 0 })).toBe("conflict");
    expect(await tracks.save({ ...full, version: 1 })).toBe("saved");
    expect(await tracks.save({ ...empty, version: 1 })).toBe("conflict");
    const { track, version } = await tracks.load("checkout", "base");
    expect({ version, rollouts: track.rollouts.length }).toEqual({ version: 2, rollouts: 1 });
  });

  it("services and families are told apart", async () => {
    const { tracks } = world();
    await tracks.save({ ...full, version: 0 });
    expect((await tracks.load("checkout", "base-arm")).version).toBe(0);
    expect((await tracks.load("ledger", "base")).version).toBe(0);
  });
});
