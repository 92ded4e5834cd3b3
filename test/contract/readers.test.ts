import { nobody, type Silenced } from "@ami-refresh/core/domain/subscription/kept.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { describe, expect, it } from "vitest";
import { aKept, audit } from "../support/readers.ts";
import { contract } from "./worlds/index.ts";

const ana = { channel: "email", to: "ana@example.com" } as const;
const at = Temporal.Instant.from("2026-11-24T10:00:00Z");

contract("readers", (world) => {
  it("are nobody at first", async () => {
    expect(await world().readers.read()).toEqual(nobody);
  });

  it("are kept as they were said, with times of the day and the filter", async () => {
    const kept = aKept({
      filter: { services: ["checkout"], events: ["step.failed"], severity: "warning" },
      pace: {
        digest: { daily: Temporal.PlainTime.from("09:00") },
        quietHours: { from: Temporal.PlainTime.from("22:00"), to: Temporal.PlainTime.from("07:00") },
      },
    });
    await world().readers.save(kept, audit("subscribed"));
    const { subscriptions } = await world().readers.read();
    expect(JSON.parse(JSON.stringify(subscriptions))).toEqual(JSON.parse(JSON.stringify([kept])));
    expect(subscriptions[0]?.pace.quietHours?.from).toBeInstanceOf(Temporal.PlainTime);
  });

  it("are changed in place, and gone when they have ended", async () => {
    const kept = aKept({ status: "pending" });
    await world().readers.save(kept, audit("subscribed"));
    await world().readers.save(aKept({ id: "other" }), audit("subscribed"));
    await world().readers.save({ ...kept, status: "active" }, audit("confirmed"));
    expect((await world().readers.read()).subscriptions.map(({ status }) => status)).toEqual(["active", "active"]);
    await world().readers.save({ ...kept, status: "ended" }, audit("ended"));
    expect((await world().readers.read()).subscriptions.map(({ id }) => id)).toEqual(["other"]);
  });

  it("are none where nobody confirms within three days", async () => {
    const { readers, now, pass } = world();
    const made = now();
    await readers.save(aKept({ id: "waits", status: "pending", at: made }), audit("subscribed"));
    await readers.save(aKept({ id: "confirmed", at: made }), audit("confirmed"));
    const ids = async () => (await readers.read()).subscriptions.map(({ id }) => id).toSorted();
    await pass({ hours: 71, minutes: 59 });
    expect(await ids()).toEqual(["confirmed", "waits"]);
    await pass({ minutes: 1 });
    expect(await ids()).toEqual(["confirmed"]);
    expect((await readers.readOf(aKept({ id: "waits" }))).subscriptions).toEqual([]);
  });

  it("may be silenced, and heard again", async () => {
    await world().readers.silence({ address: ana, why: "unsubscribed", at }, audit("silenced"));
    await world().readers.silence({ address: ana, why: "bounced", at, reason: "550 no such user" }, audit("silenced"));
    expect((await world().readers.read()).silenced).toMatchObject([{ address: ana, why: "bounced" }]);
    await world().readers.hear(ana, audit("heard again"));
    expect((await world().readers.read()).silenced).toEqual([]);
  });

  it("are read of one subscription and its address alone", async () => {
    const kept = aKept({ id: "own/1", address: ana });
    await world().readers.save(kept, audit("subscribed"));
    await world().readers.save(aKept({ id: "own/2" }), audit("subscribed"));
    await world().readers.silence({ address: ana, why: "unsubscribed", at }, audit("silenced"));
    await world().readers.silence({ address: { ...ana, to: "ben" }, why: "unsubscribed", at }, audit("silenced"));
    const { subscriptions, silenced } = await world().readers.readOf(kept);
    expect(subscriptions.map(({ id }) => id)).toEqual(["own/1"]);
    expect(silenced.map(({ address }) => address)).toEqual([ana]);
    await world().readers.save({ ...kept, status: "ended" }, audit("ended"));
    await world().readers.hear(ana, audit("heard again"));
    expect(await world().readers.readOf(kept)).toEqual(nobody);
  });

  it("are told as was chosen last for their address, until nothing is", async () => {
    const { readers } = world();
    const choice = { address: ana, severity: "failure", at, by: "a link in a mail" } as const;
    const daily = { address: ana, digest: { daily: Temporal.PlainTime.from("09:00") }, at, by: "ana (cli)" };
    await readers.choose(choice, audit("chosen"));
    await readers.choose({ ...choice, address: { ...ana, to: "ben" } }, audit("chosen"));
    expect((await readers.readOf({ id: "payments/email/ana", address: ana, team: "payments" })).choices).toEqual([
      choice,
    ]);
    // Of what a person has subscribed to themselves, nothing is chosen.
    expect((await readers.readOf({ id: "own/1", address: ana })).choices).toEqual([]);
    await readers.choose(daily, audit("chosen"));
    const { choices } = await readers.read();
    expect(JSON.parse(JSON.stringify(choices))).toMatchObject([
      { digest: { daily: "09:00:00" } },
      { severity: "failure" },
    ]);
    await readers.choose({ address: ana, at, by: "ana (cli)" }, audit("chosen"));
    expect((await readers.read()).choices.map(({ address: { to } }) => to)).toEqual(["ben"]);
  });

  describe("are unsubscribed", () => {
    const left = { address: ana, why: "unsubscribed", at, by: "ana (cli)" } as const;
    const silence = (one: Silenced) => world().readers.silence(one, { at: one.at, by: one.by ?? "", what: "silenced" });
    const read = async () => (await world().readers.read()).silenced;

    it("once, whoever says so again", async () => {
      expect(await silence(left)).toEqual(left);
      expect(await silence({ ...left, at: at.add({ seconds: 9 }), by: "a link in a mail" })).toEqual(left);
      expect(await read()).toEqual([left]);
    });

    it("anew once they were heard again", async () => {
      await silence(left);
      await world().readers.hear(ana, audit("heard again"));
      const again = { ...left, at: at.add({ seconds: 9 }) };
      expect(await silence(again)).toEqual(again);
      expect(await read()).toEqual([again]);
    });

    it("where mail to them came back as well", async () => {
      await world().readers.suspend({ address: ana, why: "bounced", at }, at, audit("silenced"));
      expect(await silence(left)).toEqual(left);
    });

    it("at once by several, of which one is the first", async () => {
      const held = await Promise.all(
        Array.from({ length: 5 }, (_, n) => silence({ ...left, at: at.add({ seconds: n }) })),
      );
      expect(held.map((one) => one.at.toString())).toEqual(Array(5).fill(String((await read())[0]?.at)));
    });
  });

  describe("are suspended", () => {
    const sentAt = at.subtract({ seconds: 3 });
    const bounced = { address: ana, why: "bounced", at, reason: "550 no such user" } as const;
    const read = async () => (await world().readers.read()).silenced;

    it("once, and by the same again it is the same", async () => {
      expect(await world().readers.suspend(bounced, sentAt, audit("silenced"))).toEqual(bounced);
      expect(await world().readers.suspend(bounced, sentAt, audit("silenced"))).toEqual(bounced);
      const later = { ...bounced, why: "complained", at: at.add({ seconds: 9 }) } as const;
      expect(await world().readers.suspend(later, at, audit("silenced"))).toEqual(bounced);
      expect(await read()).toEqual([bounced]);
    });

    it("not by a mail that was sent before they were heard again, but by one after", async () => {
      await world().readers.suspend(bounced, sentAt, audit("silenced"));
      await world().readers.hear(ana, audit("heard again"));
      expect(await world().readers.suspend(bounced, sentAt, audit("silenced"))).toBeUndefined();
      expect(await read()).toEqual([]);
      const again = { ...bounced, at: at.add({ seconds: 9 }) };
      expect(await world().readers.suspend(again, at, audit("silenced"))).toEqual(again);
      expect(await read()).toEqual([again]);
    });

    it("not where they do not want to be told anyway", async () => {
      const unsubscribed = { address: ana, why: "unsubscribed", at } as const;
      await world().readers.silence(unsubscribed, audit("silenced"));
      expect(await world().readers.suspend(bounced, sentAt, audit("silenced"))).toEqual(unsubscribed);
    });

    it("at once by several, of which one is the first", async () => {
      const many = Array.from({ length: 5 }, (_, n) => ({ ...bounced, at: at.add({ seconds: n }) }));
      const held = await Promise.all(many.map((one) => world().readers.suspend(one, sentAt, audit("silenced"))));
      expect(held.map((one) => one?.at.toString())).toEqual(Array(5).fill(String((await read())[0]?.at)));
    });
  });
});
