import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { memoryReplies } from "@ami-refresh/core/adapters/memory/replies.ts";
import type { Interaction } from "@ami-refresh/core/app/act/interaction.ts";
import { type ActPorts, act } from "@ami-refresh/core/app/act.ts";
import { advance } from "@ami-refresh/core/app/advance.ts";
import type { ServicePolicy } from "@ami-refresh/core/domain/policy.ts";
import { writeButton } from "@ami-refresh/core/notify/asked.ts";
import { expect, test } from "vitest";
import { at } from "../../../support/policy.ts";
import { pause as pausing, resume as resuming, simulate } from "../../../support/simulation.ts";
import { policyOf } from "../../config/sketch.ts";

// A function may die at any moment, and the queue gives its message to another.

const ana = "U012AB3CD";
const policy = policyOf({
  teams: `{ payments: { subscriptions: [{ slack: ${ana} }], members: { ana: { slack: ${ana}, may: [approve, pause, roll-back] } } } }`,
  environments: "{ development: {}, production: { approval: required } }",
});
const [checkout] = Object.values(policy.services) as [ServicePolicy];

const [first, second] = ["ami-0abc1234", "ami-0def5678"];
const published = "2026-11-24T08:00:00Z";
const now = "2026-11-24T10:00:00Z";
const asked = now;

const stop = (verb: "cancel" | "roll-back", environment: string) => ({
  value: writeButton({ verb, service: "checkout", environment, image: first, reason: "slow", asked }),
});
type Said = { text: string } | { value: string };
interface Story {
  readonly said: Said;
  readonly answer: RegExp;
  /** An image is being refreshed since five minutes, where the usual ones have waited for an hour. */
  readonly isRunning?: true;
  readonly isPaused?: true;
  readonly isSubscribed?: true;
}
const stories: Readonly<Record<string, Story>> = {
  approve: { said: { text: "approve checkout production fine" }, answer: /^You approved \*base-ami-0abc1234\*/ },
  decline: { said: { text: "decline checkout production" }, answer: /^You declined \*base-ami-0abc1234\*/ },
  pause: { said: { text: "pause checkout why --for 2h" }, answer: /^You paused \*checkout\*: why/ },
  "pause by a button": { said: { value: writeButton({ verb: "pause", service: "checkout" }) }, answer: /^You paused/ },
  "pause what is paused": { said: { text: "pause checkout again" }, answer: /^You paused/, isPaused: true },
  resume: { said: { text: "resume checkout done" }, answer: /^You resumed \*checkout\*/, isPaused: true },
  cancel: { said: stop("cancel", "development"), answer: /^You cancelled the refresh of/, isRunning: true },
  "roll-back while it runs": { said: stop("roll-back", "development"), answer: /^You rolled back/, isRunning: true },
  "roll-back afterwards": { said: stop("roll-back", "development"), answer: /^You rolled back/ },
  subscribe: { said: { text: "subscribe checkout" }, answer: /^You are subscribed\./ },
  "subscribe again": { said: { text: "subscribe" }, answer: /^You are subscribed\./, isSubscribed: true },
  unsubscribe: { said: { text: "unsubscribe" }, answer: /^1 subscription has ended\. The conf/, isSubscribed: true },
  "what changes nothing": { said: { text: "resume checkout" }, answer: /^Nothing was changed: checkout is not paused/ },
};

class Died extends Error {}

/** The ports of one try, which dies at the nth call of those that change something, before or after that is done. */
function mortal(ports: ActPorts, nth: number, when: "before" | "after"): ActPorts & { readonly calls: () => number } {
  let calls = 0;
  function dying<T extends object>(port: T, ...names: (keyof T)[]): T {
    const some = names.map((name) => {
      const call = port[name] as (...args: unknown[]) => Promise<unknown>;
      const changed = async (...args: unknown[]) => {
        const dies = ++calls === nth;
        if (dies && when === "before") throw new Died();
        const answer = await call(...args);
        if (dies) throw new Died();
        return answer;
      };
      return [name, changed];
    });
    return { ...port, ...Object.fromEntries(some) };
  }
  return {
    ...ports,
    calls: () => calls,
    sent: dying(ports.sent, "keep", "mark"),
    mailboxes: dying(ports.mailboxes, "send"),
    bus: dying(ports.bus, "put"),
    readers: async () => dying(await ports.readers(), "save", "silence", "hear"),
    replies: { to: (url) => dying(ports.replies.to(url), "send") },
  };
}

async function aScene({ said, isRunning, isPaused, isSubscribed }: Story) {
  const ports = memoryPorts(now);
  const replies = memoryReplies();
  const own = { service: "checkout" };
  const { track } = simulate({
    service: checkout,
    ...{ from: published, until: now },
    publications: [{ id: first, at: isRunning ? "2026-11-24T09:55:00Z" : published }],
    answers: isPaused ? [pausing("2026-11-24T09:00:00Z", own)] : [],
  });
  await ports.tracks.save({ track, pending: { commands: [], events: [] }, version: 0 });
  const made = { id: "own/1", address: { channel: "slack", to: ana }, timezone: "UTC", filter: {}, pace: {} } as const;
  if (isSubscribed) ports.readers.add({ ...made, filter: { severity: "failure" } });

  const interaction = {
    ...{ kind: "text" in said ? "command" : "button", id: "i-1", user: ana, responseUrl: "slack:1" },
    ...{ at: "2026-11-24T09:59:58Z", ...said },
  } as Interaction;
  const acting: ActPorts = { ...ports, replies, readers: async () => ports.readers };
  let taken = 0;
  /** What was sent is taken by the service, and told. */
  async function settle(): Promise<void> {
    for (const { message } of ports.mailboxes.sent.slice(taken)) {
      await advance({ ...ports, lookUp: async () => [], perform: async () => [] }, checkout, message);
    }
    taken = ports.mailboxes.sent.length;
  }
  /** The queue gives it out again, when the claim is over. */
  async function attempt(nth = Number.POSITIVE_INFINITY, when: "before" | "after" = "before") {
    const mortals = mortal(acting, nth, when);
    const outcome = await act(mortals, policy, interaction).then(
      () => "done" as const,
      (error: unknown) => {
        if (error instanceof Died) return "died" as const;
        throw error;
      },
    );
    await settle();
    ports.clock.advance({ minutes: 2 });
    return { outcome, calls: mortals.calls() };
  }
  const result = async () => ({
    track: (await ports.tracks.load("checkout", "base")).track,
    told: new Map(ports.bus.events.map(({ detail, type }) => [detail.id, type])),
    readers: await ports.readers.read(),
  });
  const answers = () => replies.sent.map(({ text }) => text);
  return { ports, attempt, result, answers, settle };
}

/** What has come of it, but for the moments at which a try did it. */
const essence = ({ track, told, readers }: Awaited<ReturnType<Awaited<ReturnType<typeof aScene>>["result"]>>) => ({
  steps: track.rollouts.flatMap(({ image, steps }) =>
    steps.map((step) => [image.id, step.environment, step.status, step.approval?.status, "stop" in step && step.stop]),
  ),
  pauses: track.pauses,
  told: [...told.values()],
  subscriptions: readers.subscriptions.map(({ filter, by, status }) => ({ filter, by, status })),
  silenced: readers.silenced.map(({ address, why, by }) => ({ address, why, by })),
});

test.each(Object.entries(stories))(
  "%s: wherever the function dies, the second try makes of it what one would have",
  async (_, story) => {
    const whole = await aScene(story);
    const { outcome, calls } = await whole.attempt();
    expect([outcome, whole.answers()]).toEqual(["done", [expect.stringMatching(story.answer)]]);
    const expected = essence(await whole.result());
    for (let nth = 1; nth <= calls; nth++) {
      for (const when of ["before", "after"] as const) {
        const scene = await aScene(story);
        expect((await scene.attempt(nth, when)).outcome).toBe("died");
        expect((await scene.attempt()).outcome).toBe("done");
        expect(essence(await scene.result())).toEqual(expected);
        for (const answer of scene.answers()) expect(answer).toMatch(story.answer);
        expect(scene.answers().length).toBeGreaterThan(0);
      }
    }
  },
);

test("what one try has declined the next does not look for: not the image that waits by then", async () => {
  const { ports, attempt, result, answers } = await aScene(stories.decline as Story);
  // The message is sent, and what comes after it is not.
  expect((await attempt(2, "after")).outcome).toBe("died");
  const { track, version } = await ports.tracks.load("checkout", "base");
  const later = simulate({
    service: checkout,
    track,
    ...{ from: now, until: "2026-11-24T12:00:00Z" },
    publications: [{ id: second, at: "2026-11-24T10:01:00Z" }],
  });
  await ports.tracks.save({ track: later.track, pending: { commands: [], events: [] }, version });
  await attempt();
  expect(answers()).toEqual([expect.stringContaining("You declined *base-ami-0abc1234*")]);
  const steps = (await result()).track.rollouts.map(({ image, steps }) => [image.id, steps[1]?.status]);
  expect(steps).toEqual([
    [second, "waiting"],
    [first, "declined"],
  ]);
});

test("a pause that somebody has ended meanwhile is not begun again", async () => {
  const { ports, attempt, result } = await aScene(stories.pause as Story);
  expect((await attempt(2, "after")).outcome).toBe("died");
  const ended = resuming("2026-11-24T10:01:00Z", { service: "checkout" });
  await advance({ ...ports, lookUp: async () => [], perform: async () => [] }, checkout, ended as never);
  await attempt();
  expect((await result()).track.pauses?.map(({ resumed }) => resumed?.at)).toEqual([at("2026-11-24T10:01:00Z")]);
  expect([...(await result()).told.values()].filter((type) => type === "service.paused")).toHaveLength(1);
});
