import type { RolloutEvent, TeamEvent } from "@ami-refresh/core/notify/describe/index.ts";
import { toEmail } from "@ami-refresh/core/notify/email/index.ts";
import { toJson } from "@ami-refresh/core/notify/json.ts";
import { digestEvent } from "@ami-refresh/core/notify/message.ts";
import { toSlack } from "@ami-refresh/core/notify/slack.ts";
import { faultOfBlocks } from "@ami-refresh/local/services/slackBlocks.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, digestOf, everything, everythingMoved, fleet, of, pageOf } from "./digests.ts";
import {
  completed,
  due,
  failed,
  granted,
  moved,
  paused,
  payments,
  planned,
  resumed,
  started,
  startedFirst,
  succeeded,
  suspended,
  undeliverable,
  wanted,
} from "./events.ts";

/** Digests as they are sent, kept in files to be read: `npx vitest run test/unit/notify -u` writes them anew. */
describe.each([
  ["digest-day", day],
  ["digest-fleet", fleet(500)],
  ["digest-paused", everything(paused, 500)],
  ["digest-resumed", everything(resumed, 500)],
  ["digest-paused-moves", everythingMoved(4), true],
  ["digest-paused-day", [...day, ...everything(paused, 500)]],
] as const)("%s", (kind, events, flood = undefined) => {
  const digest = digestOf(events, "eu-west-2", pageOf, flood);

  test("reads in Slack as it did", async () => {
    const form = toSlack(digest);
    expect(faultOfBlocks(form.blocks)).toBeUndefined();
    await expect(`${JSON.stringify(form, null, 2)}\n`).toMatchFileSnapshot(`../../golden/${kind}.slack.json`);
  });

  test("reads in a mail as it did", async () => {
    const { subject, html, text } = toEmail(digest);
    await expect(html).toMatchFileSnapshot(`../../golden/${kind}.email.html`);
    await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(`../../golden/${kind}.email.txt`);
  });

  test("reads in SNS and in a webhook as it did", async () => {
    const about = { event: digestEvent, eventId: `digest/payments/${kind}` };
    const forPrograms = digestOf(events, "eu-west-2", undefined, flood);
    const { subject, body } = toJson({ message: forPrograms, about, team: payments });
    expect(subject.length).toBeLessThan(100);
    const { text, ...others } = JSON.parse(body);
    expect(text).toBe(toEmail(forPrograms).text);
    await expect(`${JSON.stringify(others, null, 2)}\n`).toMatchFileSnapshot(`../../golden/${kind}.told.json`);
  });
});

const rows = (events: Parameters<typeof digestOf>[0]) =>
  digestOf(events).tables.flatMap(({ title, rows }) => rows.map(({ name }) => `${title}: ${name}`));

describe("a digest", () => {
  test("tells of each environment what is the latest, in whichever order it was collected", () => {
    const expected = ["Went well (1): checkout · staging"];
    const [first, last] = [of(started, "checkout"), of(succeeded, "checkout", 30 * 24 * 3600)].map((event) => ({
      ...event,
      detail: { ...event.detail, environment: "staging" },
    })) as [typeof started, typeof succeeded];
    expect(rows([first, last])).toEqual(expected);
    expect(rows([last, first])).toEqual(expected);
  });

  test("tells no date of a plan beside what was said of it later, and of a last environment nothing of the plan", () => {
    const services = ["checkout", "ledger", "search"];
    const plans = services.map((name) => of(planned, name));
    const dates = (events: readonly TeamEvent[]) =>
      digestOf(events).tables.flatMap(({ title, rows }) =>
        rows.map(({ name, value }) => `${title}: ${name}${title.startsWith("Planned for") ? ` ${value[0]}` : ""}`),
      );
    expect(
      dates(plans)
        .slice(0, 3)
        .map((text) => text.split(",")[0]),
    ).toEqual(["development", "staging", "production"].map((name) => `Planned for 3 services: ${name} 3 services`));
    const staging = { ...moved, detail: { ...moved.detail, environment: "staging" } };
    expect(
      dates([...plans, of(staging, "search")])
        .slice(0, 3)
        .map((text) => text.split(",")[0]),
    ).toEqual([
      "Planned for 3 services: development 3 services",
      "Planned for 3 services: staging 2 services",
      "Planned for 3 services: production 3 services",
    ]);
    expect(dates([...plans, ...services.map((name) => of(moved, name))])).toEqual(
      services.map((name) => `Planned and under way (3): ${name} · production`),
    );
  });

  test("says until when an answer is wanted, and what it counts", () => {
    for (const event of [wanted, due]) {
      expect(toEmail(digestOf([event])).text).toContain("    an answer is wanted until Fri 4 Dec 2026, 10:00 GMT\n");
    }
    expect(digestOf([suspended, undeliverable]).headline).toBe(
      "1 service: 1 message not delivered, 1 address suspended",
    );
    const other = { ...suspended, detail: { ...suspended.detail, id: "another" } };
    expect(digestOf([suspended, other]).headline).toContain("2 addresses suspended");
  });

  test("of a flood says why it was collected, for it is no digest that somebody has wanted", () => {
    expect(digestOf(fleet(3), undefined, undefined, true).footer).toBe(
      "Collected for team payments: the same happened in several services.",
    );
    expect(digestOf(fleet(3)).footer).toBe(
      "Collected for team payments, as its subscription in the configuration says.",
    );
  });

  test("tells of a start what lets it happen at the same moment no more", () => {
    const at = started.detail.at;
    const leave = { ...granted, detail: { ...granted.detail, at } };
    expect(digestOf([started, leave]).headline).toContain("started");
    expect(digestOf([leave, started]).headline).toContain("started");
  });

  test("is the same in whichever order its events come, and however often", () => {
    const leave = { ...granted, detail: { ...granted.detail, id: "leave", at: started.detail.at } };
    // An id is of one event; the examples tell several ends of the same.
    const all = [...new Map([...day, startedFirst, leave].map((event) => [event.detail.id, event])).values()];
    const told = digestOf(all);
    const shuffled = fc
      .array(fc.constantFrom(...all), { maxLength: 6 })
      .chain((again) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }));
    fc.assert(
      fc.property(shuffled, (events) => {
        expect(digestOf(events)).toEqual(told);
      }),
      { numRuns: 60 },
    );
  });

  test("tells of a rollout that is complete nothing else, but failures", () => {
    const all = [planned, started, succeeded, completed].map((event) => of(event, "checkout", 1));
    expect(rows(all)).toEqual(["Went well (1): checkout"]);
    expect(rows([...all, failed])).toContain("Failed (1): checkout · production");
  });

  test("tells of a pause that has ended that it has", () => {
    expect(digestOf([paused, of(resumed, "checkout", 1)]).headline).toContain("resumed");
  });

  test("tells of a service that is paused by itself that it still is when everything is resumed", () => {
    const { environment: _, ...detail } = paused.detail;
    const own = { ...paused, detail: { ...detail, service: "service-000", scope: "service" } } as TeamEvent;
    expect(digestOf([own, ...everything(paused, 2), ...everything(resumed, 2)]).headline).toBe(
      "2 services: 1 paused, everything resumed",
    );
  });

  test("tells of two pauses of everything and their ends the last", () => {
    const [first, second] = [
      paused,
      { ...paused, detail: { ...paused.detail, at: resumed.detail.at.add({ hours: 1 }) } },
    ];
    const all = [first, resumed, second].flatMap((event) => everything(event, 4));
    expect(digestOf(all).lead).toEqual(digestOf(everything(second, 4)).lead);
    expect(digestOf([...all, ...everything(first, 5)]).tables.flatMap(({ rows }) => rows)).toHaveLength(2);
  });

  test("begins with what failed", () => {
    expect(digestOf(day).tables.map(({ title }) => title)[1]).toMatch(/^Failed/);
    expect(digestOf(day).severity).toBe("failure");
  });

  test("of an image for many services says when it comes where", () => {
    const { headline, tables } = digestOf(fleet(500));
    expect(headline).toBe("base-al2023-2026.11.24: 500 services planned");
    expect(tables[0]?.title).toBe("Planned for 500 services");
    expect(tables[0]?.rows.map(({ name }) => name)).toEqual(["development", "staging", "production"]);
  });

  test("says the date once where many are planned for one day, and one moment where it is one", () => {
    const at = (minutes: number, service: string) => {
      const event = of(planned, service);
      const steps = event.detail.steps.map((step) => ({
        ...step,
        ...(step.dueAt && { dueAt: step.dueAt.add({ minutes, seconds: 3 }) }),
      }));
      return { ...event, detail: { ...event.detail, steps } };
    };
    const text = (...minutes: number[]) => toEmail(digestOf([planned, ...minutes.map((n) => at(n, `s${n}`))])).text;
    expect(text(0)).toMatch(/^- production: 2 services, on Tue 1 Dec 2026, 10:00 GMT$/m);
    expect(text(0, 95)).toMatch(/^- production: 3 services, from Tue 1 Dec 2026, 10:00 GMT to 11:35 GMT$/m);
    expect(text(24 * 60)).toMatch(/^- production: .* from Tue 1 Dec 2026, 10:00 GMT to Wed 2 Dec 2026, 10:00 GMT$/m);
    expect(JSON.stringify(toSlack(digestOf([planned, at(95, "s")])))).toMatch(/ to <!date\^\d+\^{time}\|11:35 GMT>/);
    expect(toEmail(digestOf([planned, at(95, "s")])).html).toContain(">11:35 GMT<");
  });

  test("leads to the pages of its images and of the groups that failed, and without a console to none", () => {
    const text = toEmail(digestOf(day, "eu-west-2")).text;
    expect(text).toContain("    checkout-prod-b (https://console.aws.amazon.com/ec2/home?region=eu-west-2#AutoScaling");
    expect(text).toMatch(/^Images: .*base-al2023-2026\.12\.01 \(https:\S+imageId=ami-0newer0newer0newe\)$/m);
    expect(toEmail(digestOf(fleet(3), "eu-west-2")).text).toMatch(/^Image: .*imageId=ami-0f9e8d7c6b5a49382\)$/m);
    expect(toEmail(digestOf(day)).text).not.toContain("https://");
  });

  test("of many failures has no addresses, for which there is no room", () => {
    const many = Array.from({ length: 13 }, (_, i) => of(failed, `service-${i}`));
    const text = toEmail(digestOf(many, "eu-west-2")).text;
    expect(text).not.toContain("AutoScalingGroupDetails");
    expect(text).toContain("imageId=");
    expect(faultOfBlocks(toSlack(digestOf(many.slice(1), "eu-west-2")).blocks)).toBeUndefined();
  });

  test("leads from a few lines to the pages of their rollouts, and from many to none, for which there is no room", () => {
    const long = (event: RolloutEvent) => `${pageOf(event)}-${"x".repeat(260)}`;
    const some = (event: TeamEvent, count: number) =>
      digestOf(
        Array.from({ length: count }, (_, i) => of(event, `service-${i}`)),
        "eu-west-2",
        long,
      );
    for (const [event, count] of [
      [started, 6],
      [failed, 3],
    ] as const) {
      const { blocks } = toSlack(some(event, count));
      expect(faultOfBlocks(blocks)).toBeUndefined();
      for (let i = 0; i < count; i++)
        expect(JSON.stringify(blocks)).toContain(`<${pageOf(of(planned, `service-${i}`))}-xxx`);
    }
    expect(toEmail(some(started, 6)).html).toContain(`href="${pageOf(of(planned, "service-5"))}-xxx`);
    expect(JSON.stringify(toSlack(some(started, 7)))).not.toContain("links.example.com");
  });

  test("says how many lines are missing", () => {
    expect(toEmail(digestOf(fleet(500))).text).toContain("… and 460 more");
    expect(JSON.stringify(toSlack(digestOf(fleet(500))).blocks)).toMatch(/… and \d{3} more/);
  });
});
