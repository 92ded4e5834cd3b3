import type { DomainEvent } from "@ami-refresh/core/events.ts";
import { expect, it } from "vitest";
import { at } from "../support/policy.ts";
import { contract } from "./worlds/index.ts";

const nine = { subscription: "payments/email/a@example.com", dueAt: at("2026-11-25T09:00:00Z") };
const rejected = (id: string, time = "2026-11-24T10:00:00Z"): DomainEvent => ({
  type: "image.rejected",
  detail: { id, at: at(time), imageId: "ami-1", rule: "owner", reason: "a stranger's" },
});
const ids = (events: readonly DomainEvent[]) => events.map(({ detail }) => detail.id);

contract("a digest", (world) => {
  it("holds each event once, in the order in which they happened", async () => {
    const { digests } = world();
    await digests.collect(nine, rejected("late", "2026-11-24T12:00:00Z"));
    await digests.collect(nine, rejected("early", "2026-11-24T11:00:00Z"));
    await digests.collect(nine, rejected("late", "2026-11-24T12:00:00Z"));
    const taken = await digests.take(nine);
    expect(ids(taken)).toEqual(["early", "late"]);
    expect(JSON.stringify(taken[0])).toBe(JSON.stringify(rejected("early", "2026-11-24T11:00:00Z")));
  });

  it("says until somebody has scheduled it that nobody has", async () => {
    const { digests } = world();
    expect(await digests.collect(nine, rejected("1"))).toBe("unscheduled");
    expect(await digests.collect(nine, rejected("2"))).toBe("unscheduled");
    await digests.scheduled(nine);
    await digests.scheduled(nine);
    expect(await digests.collect(nine, rejected("3"))).toBe("collected");
  });

  it("takes nothing in when it was taken, and says of what it had in it that it has", async () => {
    const { digests } = world();
    await digests.collect(nine, rejected("1"));
    await digests.scheduled(nine);
    await digests.take(nine);
    expect(await digests.collect(nine, rejected("2"))).toBe("closed");
    expect(await digests.collect(nine, rejected("1"))).toBe("collected");
    await digests.scheduled(nine);
    expect(await digests.collect(nine, rejected("2"))).toBe("closed");
    expect(ids(await digests.take(nine))).toEqual(["1"]);
  });

  it("may be taken empty", async () => {
    const { digests } = world();
    expect(await digests.take(nine)).toEqual([]);
    expect(await digests.collect(nine, rejected("1"))).toBe("closed");
    expect(await digests.take(nine)).toEqual([]);
  });

  it("is of one subscription and one time", async () => {
    const { digests } = world();
    await digests.collect(nine, rejected("1"));
    expect(await digests.take({ ...nine, subscription: "payments/email/b@example.com" })).toEqual([]);
    expect(await digests.take({ ...nine, dueAt: at("2026-11-26T09:00:00Z") })).toEqual([]);
    expect(ids(await digests.take(nine))).toEqual(["1"]);
  });

  it("of many large events is taken whole", async () => {
    const { digests } = world();
    const reason = "r".repeat(60_000);
    const many = Array.from(
      { length: 25 },
      (_, i): DomainEvent => ({
        ...rejected(`${i}`),
        type: "image.rejected",
        detail: { id: `${i}`, at: at("2026-11-24T10:00:00Z"), imageId: "ami-1", rule: "owner", reason },
      }),
    );
    await Promise.all(many.map((event) => digests.collect(nine, event)));
    expect(new Set(ids(await digests.take(nine)))).toEqual(new Set(ids(many)));
  });
});

contract("a flood", (world) => {
  it("has its first digest when the first who asks says so", async () => {
    const { digests } = world();
    const [first, later] = [at("2026-11-24T10:02:00Z"), at("2026-11-24T10:03:00Z")];
    expect(String(await digests.firstOf("all/ami-1", first))).toBe(String(first));
    expect(String(await digests.firstOf("all/ami-1", later))).toBe(String(first));
    expect(String(await digests.firstOf("all/ami-2", later))).toBe(String(later));
  });

  it("knows the first of it, however often they ask", async () => {
    const { digests } = world();
    const among = (id: string) => digests.isAmongFirst("all/ami-1", 2, id);
    expect([await among("a"), await among("b"), await among("c"), await among("a")]).toEqual([true, true, false, true]);
    expect(await digests.isAmongFirst("all/ami-2", 2, "c")).toBe(true);
  });

  it("has as many first as it may, of several at the same time", async () => {
    const { digests } = world();
    const answers = await Promise.all(["a", "b", "c", "d"].map((id) => digests.isAmongFirst("all/ami-1", 2, id)));
    expect(answers.filter(Boolean)).toHaveLength(2);
  });
});

contract("schedules of digests", (world) => {
  const subscription = {
    id: nine.subscription,
    address: { channel: "email" as const, to: "a@example.com" },
    team: "payments",
    timezone: "Europe/London",
  };

  it("tell when it is time, once for each subscription and time", async () => {
    const { digestSchedules } = world();
    const later = at("2026-11-26T09:00:00Z");
    for (const dueAt of [later, nine.dueAt, nine.dueAt])
      await digestSchedules.tell({ kind: "digest", subscription, dueAt });
    const other = { ...subscription, id: "payments/slack/#a", address: { channel: "slack" as const, to: "#a" } };
    await digestSchedules.tell({ kind: "digest", subscription: other, dueAt: later });
    const dues = await world().dueDigests();
    expect(dues.map(({ due }) => `${due.dueAt} ${due.subscription.id}`).sort()).toEqual([
      "2026-11-25T09:00:00Z payments/email/a@example.com",
      "2026-11-26T09:00:00Z payments/email/a@example.com",
      "2026-11-26T09:00:00Z payments/slack/#a",
    ]);
    expect(dues.every(({ at, due }) => at.equals(due.dueAt))).toBe(true);
    expect(dues[0]?.due.subscription).toEqual(subscription);
  });
});
