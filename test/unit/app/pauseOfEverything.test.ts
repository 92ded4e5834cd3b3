import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { tellDigest } from "@ami-refresh/core/app/tellDigest.ts";
import { emailChannel } from "@ami-refresh/core/channels/email.ts";
import { slackChannel } from "@ami-refresh/core/channels/slack.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { decide } from "@ami-refresh/core/domain/rollout/decide.ts";
import type { DomainEvent } from "@ami-refresh/core/events.ts";
import type { MailMessage } from "@ami-refresh/core/ports.ts";
import { describe, expect, test } from "vitest";
import { aService, at } from "../../support/policy.ts";
import { pause, published, resume } from "../../support/simulation.ts";
import { deliverBy, deliveriesOf } from "../../support/telling.ts";

type Sketch = Parameters<typeof aService>[0][string];

const start = "2026-11-24T09:00:00Z";

type Input = Parameters<typeof decide>[1];
const inputFor = (input: Input | "look again", service: string): Input =>
  input === "look again" ? { kind: "look-again", service, family: "base" } : input;

/** Services of one team that hears of them in Slack and by mail. */
async function aFleet(
  count: number,
  more: Partial<Policy["teams"][string]> = {},
  production: Sketch = { delay: "7d" },
) {
  const services = Array.from({ length: count }, (_, i) => aService({ production }, `s${i}`));
  const timezone = "Europe/London";
  const policy: Policy = {
    ...{ timezone, families: {}, environments: ["production"] },
    teams: { payments: { name: "payments", timezone, slack: "#payments", email: ["ana@example.com"], ...more } },
    services: Object.fromEntries(services.map((service) => [service.name, service])),
  };
  const ports = memoryPorts(start);
  let shown = 0;

  /** Every service takes the message, one some milliseconds after the other, and what they say of it is fanned out. */
  async function say(input: Input | "look again", when: string): Promise<readonly DomainEvent[]> {
    const all: DomainEvent[] = [];
    for (const [i, service] of services.entries()) {
      const { track, version } = await ports.tracks.load(service.name, "base");
      const { track: after, events } = decide(
        track,
        inputFor(input, service.name),
        service,
        at(when).add({ milliseconds: 20 * i }),
      );
      await ports.tracks.save({ track: after, pending: { commands: [], events: [] }, version });
      for (const event of events) {
        const deliveries = await deliveriesOf(ports, policy, event);
        shown += deliveries.filter((delivery) => delivery.shows).length;
        for (const delivery of deliveries) await deliverBy(ports, policy, delivery);
      }
      all.push(...events);
    }
    return all;
  }

  async function pass(until: string): Promise<void> {
    for (const due of ports.digestSchedules.takeDigests(at(until))) {
      const { channel: kind } = due.subscription.address;
      const channel = kind === "slack" ? slackChannel(ports) : emailChannel(ports);
      await tellDigest({ ...ports, channel }, policy, due);
    }
  }

  const told = () => ({
    mails: ports.mail.messages.map(({ subject }) => subject),
    posts: ports.chat.messages.filter(({ about }) => about.event !== "rollout").map(({ text }) => text),
  });
  return { ports, say, pass, told, shown: () => shown };
}

test("everything paused and resumed is two messages to who hears of 500 services, and every rollout shows it", async () => {
  const { ports, say, pass, told, shown } = await aFleet(500);
  await say(published("ami-1", start), start);
  await pass("2026-11-24T09:03:00Z");
  expect(told().mails).toEqual(["base-ami-1: 500 services planned"]);

  const paused = await say(pause("2026-11-24T10:00:00Z", {}, "2026-11-24T18:00:00Z"), "2026-11-24T10:00:00Z");
  expect(paused.map(({ type }) => type)).toEqual(paused.map(() => "service.paused"));
  expect(paused).toHaveLength(500);
  expect(shown()).toBeGreaterThanOrEqual(500);
  expect(ports.digestSchedules.digests().map(({ dueAt }) => String(dueAt))).toEqual([
    "2026-11-24T10:02:00Z",
    "2026-11-24T10:02:00Z",
  ]);
  await pass("2026-11-24T10:03:00Z");
  await say(resume("2026-11-24T10:30:00Z", {}), "2026-11-24T10:30:00Z");
  await pass("2026-11-24T10:33:00Z");
  await pass("2026-12-24T00:00:00Z");
  expect(told().mails.slice(1)).toEqual([
    "everything: paused by ann for 500 services until Tue 24 Nov 2026, 18:00 GMT",
    "everything: resumed by ann for 500 services",
  ]);
  expect(told().posts).toHaveLength(3);
});

test("a pause and its end within minutes are told one after the other", async () => {
  const { say, pass, told } = await aFleet(30);
  await say(pause("2026-11-24T10:00:00Z", {}), "2026-11-24T10:00:00Z");
  await say(resume("2026-11-24T10:01:00Z", {}), "2026-11-24T10:01:00Z");
  await pass("2026-11-24T10:02:30Z");
  expect(told().mails).toEqual(["everything: paused by ann for 30 services"]);
  await pass("2026-11-24T10:03:30Z");
  expect(told().mails[1]).toBe("everything: resumed by ann for 30 services");
});

test("a rollout's message says that everything is paused though its channel is told later", async () => {
  const { ports, say, pass } = await aFleet(4);
  await say(published("ami-1", start), start);
  const roots = () => ports.chat.messages.filter(({ about }) => about.event === "rollout");
  expect(roots()).toHaveLength(4);
  expect(JSON.stringify(roots())).not.toContain("aused");
  await say(pause("2026-11-24T10:00:00Z", {}), "2026-11-24T10:00:00Z");
  for (const root of roots()) expect(JSON.stringify(root)).toContain("paused by ann");
  await say(resume("2026-11-24T10:01:00Z", {}), "2026-11-24T10:01:00Z");
  expect(JSON.stringify(roots())).not.toContain("paused by ann");
  await pass("2026-12-24T00:00:00Z");
  expect(roots()).toHaveLength(4);
});

test("who hears of one service is told at once", async () => {
  const { ports, say, told } = await aFleet(1);
  await say(pause("2026-11-24T10:00:00Z", {}), "2026-11-24T10:00:00Z");
  expect(told().mails).toEqual(["s0 · everything: paused by ann"]);
  expect(ports.digestSchedules.digests()).toEqual([]);
});

describe("the dates that a pause of everything moves", () => {
  const production = { delay: "7d", notice: "1h" };
  const [until, resumed] = ["2026-12-03T10:00:00Z", "2026-11-25T10:00:00Z"];

  /** What was said since the plan, with the calendars that a mail had attached. */
  async function story(count: number, more: Parameters<typeof aFleet>[1] = {}) {
    const fleet = await aFleet(count, more, production);
    await fleet.say(published("ami-1", start), start);
    await fleet.pass("2026-11-24T09:30:00Z");
    const { mails, posts } = fleet.told();
    await fleet.say(pause("2026-11-24T10:00:00Z", {}, until), "2026-11-24T10:00:00Z");
    await fleet.pass("2026-11-24T10:03:00Z");
    await fleet.say(resume(resumed, {}), resumed);
    await fleet.pass("2026-11-25T10:03:00Z");
    expect(fleet.ports.digestSchedules.digests()).toEqual([]);
    return {
      mails: fleet.ports.mail.messages.slice(mails.length),
      posts: fleet.ports.chat.messages.filter(({ about }) => about.event !== "rollout").slice(posts.length),
    };
  }
  const dates = (mail: MailMessage | undefined) =>
    mail?.calendar?.map(({ uid, when }) => `${uid.split(".")[0]} ${when}`);

  test("are told with it, and with its end, and their mails keep calendars right", async () => {
    const { mails, posts } = await story(2);
    expect(mails.map(({ subject }) => subject)).toEqual([
      "everything: paused by ann for 2 services until Thu 3 Dec 2026, 10:00 GMT",
      "everything: resumed by ann for 2 services",
    ]);
    expect(posts).toHaveLength(2);
    const [paused, after] = mails;
    expect(paused?.text).toContain(
      "Dates that move (2)\n- s0 · production: production moved from Tue 1 Dec 2026, 09:00 GMT to Thu 3 Dec 2026, 10:00 GMT",
    );
    expect(after?.text).toContain("moved from Thu 3 Dec 2026, 10:00 GMT to Tue 1 Dec 2026, 09:00 GMT");
    expect(dates(paused)).toEqual([`s0 ${until}`, `s1 ${until}`]);
    expect(dates(after)).toEqual(["s0 2026-12-01T09:00:00Z", "s1 2026-12-01T09:00:00Z"]);
  });

  test("are in no calendar where their plans were collected, and then in none", async () => {
    const { mails } = await story(21);
    expect(mails).toHaveLength(2);
    expect(mails.flatMap(({ calendar = [] }) => calendar)).toEqual([]);
  });

  test("are told at once to who hears of one service", async () => {
    const { mails } = await story(1);
    expect(mails.map(({ about }) => about.event)).toEqual([
      "service.paused",
      "step.moved",
      "service.resumed",
      "step.moved",
    ]);
    expect(mails.flatMap((mail) => dates(mail) ?? [])).toEqual([`s0 ${until}`, "s0 2026-12-01T09:00:00Z"]);
  });

  test("are told by themselves where they pass later, in a pause without an end", async () => {
    const fleet = await aFleet(2, {}, production);
    await fleet.say(published("ami-1", start), start);
    await fleet.say(pause("2026-11-24T10:00:00Z", {}), "2026-11-24T10:00:00Z");
    await fleet.pass("2026-11-24T10:03:00Z");
    const { length } = fleet.told().mails;
    await fleet.say("look again", "2026-12-01T10:00:00Z");
    expect(fleet.told().mails.slice(length)).toEqual(
      ["s0", "s1"].map((name) => `${name} · base-ami-1: production is not on its date of Tue 1 Dec 2026, 09:00 GMT`),
    );
  });
});

test("a service that is paused by itself is told of at once, however many there are", async () => {
  const { say, told } = await aFleet(30);
  await say(pause("2026-11-24T10:00:00Z", { service: "s1", environment: "production" }), "2026-11-24T10:00:00Z");
  expect(told().mails).toContain("s1 · production: paused by ann");
});
