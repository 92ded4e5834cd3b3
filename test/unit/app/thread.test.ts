import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import type { Rollout, Step } from "@ami-refresh/core/domain/rollout/state.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { DomainEvent } from "@ami-refresh/core/events.ts";
import { rolloutOf } from "@ami-refresh/core/notify/describe/index.ts";
import { merge } from "@ami-refresh/core/notify/progress.ts";
import type { Chat, Threads } from "@ami-refresh/core/ports.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deliverBy, deliveriesOf, tell as tellOf } from "../../support/telling.ts";
import {
  checkout,
  checkpoint,
  comingUp,
  completed,
  everyKind,
  failed,
  failedAlike,
  granted,
  moved,
  paused,
  planned,
  policy,
  resumed,
  skipped,
  started,
  startedFirst,
  succeeded,
} from "../notify/events.ts";

const scene = () => memoryPorts("2026-11-24T09:20:00Z");
type Scene = ReturnType<typeof scene>;

const roots = ({ chat }: Scene) => chat.messages.filter(({ about }) => about.event === "rollout");
const replies = ({ chat }: Scene) => chat.messages.filter(({ about }) => about.event !== "rollout");
/** The root messages, as they stand. */
const shown = (to: Scene) => roots(to).map(({ text, blocks }) => ({ text, blocks }));
/** Who was told of which event, however often, by the names of both. */
const toldIn = (to: Scene): (readonly [string, string])[] =>
  [
    ...replies(to).map(({ channel, about }) => [channel, about.event] as const),
    ...to.mail.messages.map((mail) => [mail.to, mail.about.event] as const),
  ].sort((a, b) => a.join().localeCompare(b.join()));
const tell = async (to: Scene, events: readonly DomainEvent[]) => {
  for (const event of events) await tellOf(to, policy, event);
};

test("a rollout has one message in the channel; all that happens is told in its thread, and changes it", async () => {
  const to = scene();
  await tell(to, [planned]);
  const before = roots(to)[0]?.text;
  await tell(to, [started, succeeded]);
  expect(roots(to)).toHaveLength(1);
  expect(roots(to)[0]?.text).not.toBe(before);
  const { ts } = Object(roots(to)[0]);
  expect(replies(to).map(({ about, threadTs, broadcast }) => [about.event, threadTs, broadcast])).toEqual([
    ["rollout.planned", ts, false],
    ["step.started", ts, false],
    ["step.succeeded", ts, false],
  ]);
});

test("a reply does not repeat what the rollout's message and its plan say of the image", async () => {
  const to = scene();
  await tell(to, [planned, started, completed]);
  const fields = replies(to).map(
    ({ blocks }) => JSON.stringify(blocks).match(/\*(?:Image|Architecture|Created)\*/g) ?? [],
  );
  expect(fields).toEqual([["*Image*", "*Architecture*", "*Created*"], [], []]);
});

test("what somebody has to answer, or should know of at once, is shown in the channel too", async () => {
  const shownInChannel: string[] = [];
  for (const [kind, event] of Object.entries(everyKind)) {
    const to = scene();
    await tell(to, [event]);
    if (replies(to)[0]?.broadcast) shownInChannel.push(kind);
  }
  expect(shownInChannel).toEqual([
    "coming-up-held-up",
    "failed",
    "failed-rolled-back",
    "failed-alike",
    "stopped",
    "approval-wanted",
    "approval-due",
    "approval-declined",
    "approval-expired",
  ]);
});

test("it leads to the image's page in the console of the region", async () => {
  const to = { ...scene(), region: "eu-west-2" };
  await tell(to, [planned]);
  expect(JSON.stringify(roots(to)[0]?.blocks)).toContain(`#ImageDetails:imageId=${planned.detail.image.id}|`);
});

test("what is not worth a message still changes the one above", async () => {
  const to = scene();
  const skip = { ...skipped, detail: { ...skipped.detail, passes: false } };
  await tell(to, [planned, skip]);
  expect(replies(to)).toHaveLength(1);
  expect(JSON.stringify(roots(to)[0]?.blocks)).toContain("nothing refreshed");
});

test("another image, and another team's channel, has a thread of its own", async () => {
  const to = scene();
  const other = { ...planned.detail.image, id: "ami-0123456789abcdef0" };
  await tell(to, [planned, { ...planned, detail: { ...planned.detail, id: "other/planned", image: other } }]);
  expect(roots(to)).toHaveLength(2);
});

test("where somebody has deleted the message, what happens is told in the channel", async () => {
  const to = scene();
  await tell(to, [planned]);
  to.chat.messages.splice(0);
  await tell(to, [started]);
  expect(to.chat.messages).toMatchObject([{ about: { event: "step.started" } }]);
  expect(to.chat.messages[0]).not.toHaveProperty("threadTs");
});

test("of two functions that open a thread at once, one posts the message and the other waits for it", async () => {
  const to = scene();
  await Promise.all([tell(to, [planned]), tell(to, [started])]);
  expect(roots(to)).toHaveLength(1);
  const { ts } = Object(roots(to)[0]);
  expect(replies(to).map(({ threadTs }) => threadTs)).toEqual([ts, ts]);
});

test("who waits for a thread that nobody opens gives up, to be tried again", async () => {
  const to = scene();
  const { detail } = planned;
  const rollout = `${detail.service}/${detail.family}/${detail.image.id}`;
  const channel = policy.teams[detail.team]?.slack;
  await to.sent.claim(`${rollout}/root/slack/${channel}`, Temporal.Duration.from({ minutes: 3 }));
  await expect(tell(to, [planned])).rejects.toThrow("somebody else is opening the rollout's thread");
  expect(roots(to)).toEqual([]);
});

describe("however the events come", () => {
  const story: DomainEvent[] = [
    ...[planned, moved, comingUp, granted, startedFirst, checkpoint],
    ...[succeeded, failedAlike, completed],
  ];

  test("in any order and any number of times: one root message, in its final state, and each reader told of each event once", async () => {
    const inOrder = scene();
    await tell(inOrder, story);
    const queued = (await Promise.all(story.map((event) => deliveriesOf(scene(), policy, event)))).flat();
    const shuffled = fc
      .array(fc.constantFrom(...queued), { maxLength: 6 })
      .chain((again) => fc.shuffledSubarray([...queued, ...again], { minLength: queued.length + again.length }));
    await fc.assert(
      fc.asyncProperty(shuffled, async (deliveries) => {
        const to = scene();
        for (const delivery of deliveries) await deliverBy(to, policy, delivery);
        expect(shown(to)).toEqual(shown(inOrder));
        expect(toldIn(to)).toEqual(toldIn(inOrder));
      }),
      { numRuns: 40 },
    );
    expect(toldIn(inOrder).filter(([where]) => where === "#payments")).toHaveLength(story.length);
  });

  test("several at once, with Slack taking edits in any order and failing now and then: the same, once the queue has tried again", async () => {
    const inOrder = scene();
    await tell(inOrder, story);
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.infiniteStream(fc.boolean()), async (scheduler, luck) => {
        const to = scene();
        const unlucky = () => luck.next().value === true;
        const chat = slow(to.chat, scheduler, unlucky);
        // As a queue does: what failed comes again after its visibility timeout.
        let left = [...story];
        for (let round = 0; left.length > 0 && round < 8; round++) {
          const ports = round < 3 ? { ...to, chat } : to;
          const outcomes = Promise.allSettled(left.map((event) => tellOf(ports, policy, event)));
          if (round < 3) await scheduler.waitFor(outcomes);
          const settled = await outcomes;
          left = left.filter((_, i) => settled[i]?.status === "rejected");
          to.clock.advance({ minutes: 6 });
        }
        expect(left).toEqual([]);
        expect(shown(to)).toEqual(shown(inOrder));
        expect(toldIn(to)).toEqual(toldIn(inOrder));
      }),
      { numRuns: 40 },
    );
  });
});

/** A chat whose calls are taken when the scheduler says, and refused when out of luck. */
function slow(chat: Chat, scheduler: fc.Scheduler, unlucky: () => boolean): Chat {
  const turn = async () => {
    await scheduler.schedule(Promise.resolve());
    if (unlucky()) throw new Error("HTTP 429");
  };
  return {
    post: async (message) => turn().then(() => chat.post(message)),
    update: async (where, message) => turn().then(() => chat.update(where, message)),
    reply: async (to, message, options) => turn().then(() => chat.reply(to, message, options)),
  };
}

/** A chat that refuses the first edit of what is about that kind of event. */
function failingOnce(chat: Chat, event: string): Chat {
  let failed = false;
  return {
    ...chat,
    update: async (where, message) => {
      if (message.about.event !== event || failed) return chat.update(where, message);
      failed = true;
      throw new Error("HTTP 429");
    },
  };
}

describe("a question in the thread", () => {
  const { wanted, granted } = { wanted: everyKind["approval-wanted"], granted: everyKind["approval-granted"] };
  const question = (to: Scene) => replies(to).find(({ about }) => about.event === "approval.wanted");
  const buttons = (message: object | undefined) => JSON.stringify(message).match(/"action_id"/g)?.length ?? 0;

  test("has buttons until somebody answers it, wherever; then the answer stands in its place", async () => {
    if (!wanted || !granted) throw new Error("there are no such examples");
    const to = scene();
    await tell(to, [planned, wanted]);
    expect(buttons(question(to))).toBe(2);
    expect(buttons(roots(to)[0])).toBe(3);
    await tell(to, [granted]);
    expect(buttons(question(to))).toBe(0);
    expect(question(to)?.text).toMatch(/^\*production\* of \*checkout\* waited for an approval of .*: approved by \*/);
    expect(buttons(roots(to)[0])).toBe(1);
    expect(replies(to)).toHaveLength(3);
  });

  test("and a reminder of it has buttons until then too", async () => {
    const due = everyKind["approval-due"];
    if (!wanted || !due) throw new Error("there are no such examples");
    const to = scene();
    await tell(to, [planned, wanted, due]);
    const [, ...asking] = replies(to);
    expect(asking.map(buttons)).toEqual([2, 2]);
    const decline = everyKind["approval-declined"];
    if (decline?.type !== "approval.declined") throw new Error("there is no such example");
    await tell(to, [{ ...decline, detail: { ...decline.detail, at: due.detail.at.add({ minutes: 1 }) } }]);
    expect(asking.map(({ ts }) => buttons(replies(to).find((one) => one.ts === ts)))).toEqual([0, 0]);
    expect(replies(to)).toHaveLength(4);
  });

  test("has none where it is told after its answer", async () => {
    if (!wanted || !granted) throw new Error("there are no such examples");
    const to = scene();
    await tell(to, [planned, granted, wanted]);
    expect(buttons(question(to))).toBe(0);
    expect(question(to)?.text).toContain("waits for approval");
  });

  test("is answered in its place at another try, where the first fails: nothing is told twice", async () => {
    if (!wanted || !granted) throw new Error("there are no such examples");
    const to = scene();
    await tell(to, [planned, wanted]);
    await again(to, failingOnce(to.chat, "approval.wanted"), granted);
    expect(replies(to).map(({ about }) => about.event)).toEqual([
      "rollout.planned",
      "approval.wanted",
      "approval.granted",
    ]);
    expect(buttons(question(to))).toBe(0);
  });

  test("is asked once, where it is answered at this moment and that cannot be shown at the first try", async () => {
    if (!wanted || !granted) throw new Error("there are no such examples");
    const to = scene();
    await tell(to, [planned]);
    const chat = failingOnce(to.chat, "approval.wanted");
    const reply: Chat["reply"] = async (...about) => {
      const posted = await chat.reply(...about);
      await to.threads.save(rolloutOf(planned), "#payments", await answered(to));
      return posted;
    };
    await again(to, { ...chat, reply }, wanted);
    expect(replies(to).map(({ about }) => about.event)).toEqual(["rollout.planned", "approval.wanted"]);
    expect(buttons(question(to))).toBe(0);
  });

  test("loses its buttons where nobody would find them again", async () => {
    if (!wanted) throw new Error("there is no such example");
    const to = scene();
    await tell(to, [planned]);
    const save: Threads["save"] = async (rollout, channel, thread) => {
      if (thread.questions) throw new Error("the table is busy");
      return to.threads.save(rollout, channel, thread);
    };
    await tellOf({ ...to, threads: { ...to.threads, save } }, policy, wanted);
    expect(replies(to)).toHaveLength(2);
    expect(buttons(question(to))).toBe(0);
    expect(buttons(roots(to)[0])).toBe(3);
  });

  /** Tells it twice: the first try fails. */
  async function again(to: Scene, chat: Chat, event: DomainEvent) {
    await expect(tellOf({ ...to, chat }, policy, event)).rejects.toThrow("HTTP 429");
    await tellOf({ ...to, chat }, policy, event);
  }

  /** The thread, as it is when the question has been answered. */
  async function answered({ threads }: Scene) {
    const thread = await threads.load(rolloutOf(planned), "#payments");
    if (granted?.type !== "approval.granted") throw new Error("there is no such example");
    return { ...thread, progress: merge(thread.progress, granted) };
  }
});

test("a thread that begins late begins with what is known of the rollout, and asks nothing that is answered", async () => {
  const to = scene();
  const { service, family, image } = planned.detail;
  const { at } = started.detail;
  const { by } = granted.detail;
  const approval = { status: "granted", by, at: granted.detail.at } as const;
  const step = { environment: "production", waits: [], approval };
  const steps: Step[] = [
    {
      environment: "staging",
      waits: [],
      status: "skipped",
      endedAt: image.createdAt,
      reason: "no groups",
      passes: true,
    },
    {
      ...step,
      status: "failed",
      startedAt: at,
      endedAt: failed.detail.at,
      attempt: 1,
      groups: [],
      reason: "no capacity",
    },
  ];
  const rollout: Rollout = { image, publishedAt: at, toldAt: at, status: "failed", endedAt: failed.detail.at, steps };
  const track = { service, family, rollouts: [rollout] };
  await to.tracks.save({ track, pending: { commands: [], events: [] }, version: 0 });
  const wanted = everyKind["approval-wanted"];
  if (!wanted) throw new Error("there is no such example");
  await tell(to, [wanted]);
  expect(roots(to)[0]?.text).toContain("*production* failed, and the image goes no further");
  expect(JSON.stringify(to.chat.messages)).not.toContain('"action_id"');
});

test("what is paused shows in the message of every rollout of the service that is under way, and in no other", async () => {
  const to = scene();
  const { service, family, image } = planned.detail;
  const known = { ...policy, services: { [service]: { ...checkout, families: [family] } } };
  await tell(to, [planned]);
  const rollout = {
    image,
    publishedAt: image.createdAt,
    toldAt: image.createdAt,
    status: "active" as const,
    steps: [{ environment: "production", status: "waiting" as const, waits: [] }],
  };
  const { by, at, reason } = paused.detail;
  const pauses = [{ scope: "service" as const, by, at, reason }];
  const track = { service, family, rollouts: [rollout], pauses };
  await to.tracks.save({ track, pending: { commands: [], events: [] }, version: 0 });
  await tellOf(to, known, paused);
  expect(JSON.stringify(roots(to)[0]?.blocks)).toContain("Resume checkout");

  const ended = { ...track, rollouts: [{ ...rollout, status: "succeeded" as const }], pauses: [] };
  await to.tracks.save({ track: ended, pending: { commands: [], events: [] }, version: 1 });
  await tellOf(to, known, resumed);
  expect(JSON.stringify(roots(to)[0]?.blocks)).toContain("Resume checkout");
});
