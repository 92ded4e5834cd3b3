import { decide } from "@ami-refresh/core/domain/rollout/decide.ts";
import type { Input } from "@ami-refresh/core/domain/rollout/messages.ts";
import type { Step } from "@ami-refresh/core/domain/rollout/state.ts";
import { describe, expect, test } from "vitest";
import { aService, at, aWindow } from "../../support/policy.ts";
import { answer, published, type Setting, type Story, simulate } from "../../support/simulation.ts";

const monday = "2026-11-23T09:00:00Z";
const approval = { teams: ["payments", "security"], timeout: "3d" };

const stories = (setting: Partial<Setting> & Pick<Setting, "service">): Story =>
  simulate({ from: monday, until: "2026-12-23T09:00:00Z", publications: [{ id: "ami-1", at: monday }], ...setting });

const stepOf = (story: Story, environment: string, image = "ami-1"): Step => {
  const rollout = story.track.rollouts.find((one) => one.image.id === image);
  const step = rollout?.steps.find((one) => one.environment === environment);
  if (!step) throw new Error(`${image} has no step in ${environment}`);
  return step;
};
const startsOf = (story: Story) => story.starts.map((s) => `${s.image} ${s.environment} ${s.at}`);

describe("given an environment that asks for approval", () => {
  const service = aService({ staging: {}, production: { delay: "3d", soak: "1d", approval } });

  test("nobody is asked before the image has succeeded in the environment before", () => {
    const story = stories({ service, until: "2026-11-23T09:15:00Z" });
    expect(stepOf(story, "production")).toMatchObject({ status: "waiting", dueAt: at("2026-11-26T09:00:00Z") });
    expect(stepOf(story, "production").approval).toBeUndefined();
  });

  test("it is asked as soon as every other gate has a date, until the timeout after that date", () => {
    const story = stories({ service, until: "2026-11-23T10:00:00Z" });
    expect(stepOf(story, "production").approval).toEqual({
      status: "wanted",
      teams: ["payments", "security"],
      at: at("2026-11-23T09:30:00Z"),
      until: at("2026-11-29T09:00:00Z"),
    });
  });

  test("then nothing starts without it, and the step says for whom it waits", () => {
    const story = stories({ service, until: "2026-11-28T09:00:00Z" });
    expect(startsOf(story)).toEqual(["ami-1 staging 2026-11-23T09:00:00Z"]);
    const { waits, dueAt } = stepOf(story, "production");
    expect(dueAt).toBeUndefined();
    expect(waits).toContainEqual({ gate: "approval", reason: "somebody of payments or security has to approve it" });
  });

  test("when it is approved beforehand, then it starts on its date, and the approval is kept", () => {
    const story = stories({ service, answers: [answer("approve", "production", "2026-11-24T12:00:00Z")] });
    expect(startsOf(story)).toContain("ami-1 production 2026-11-26T09:00:00Z");
    expect(stepOf(story, "production")).toMatchObject({
      status: "succeeded",
      approval: { status: "granted", by: { name: "ann", team: "payments" }, comment: "as agreed" },
    });
  });

  const ann = { name: "ann", kind: "cli" } as const;
  const pause = { kind: "pause", by: ann, at: at("2026-11-25T12:00:00Z"), reason: "quarter end" } as const;
  const resume = { kind: "resume", by: ann, at: at("2026-12-10T12:00:00Z") } as const;
  const ofAnswers = ({ events }: Story) =>
    events.map(({ type }) => type).filter((type) => type.startsWith("approval."));

  test("when all is paused, then no time runs out, and there is all of it again when that is over", () => {
    const story = stories({ service, answers: [pause, resume] });
    expect(stepOf(story, "production")).toMatchObject({ status: "declined", endedAt: at("2026-12-13T12:00:00Z") });
    expect(ofAnswers(story)).toEqual(["approval.wanted", "approval.due", "approval.declined"]);
  });

  test("when it is approved after such a pause, then it starts", () => {
    const late = answer("approve", "production", "2026-12-12T12:00:00Z");
    expect(startsOf(stories({ service, answers: [pause, resume, late] }))).toContain(
      "ami-1 production 2026-12-12T12:00:00Z",
    );
  });

  test("a pause that ends by itself is over then", () => {
    const story = stories({ service, answers: [{ ...pause, until: at("2026-12-01T12:00:00Z") }] });
    expect(stepOf(story, "production")).toMatchObject({ status: "declined", endedAt: at("2026-12-04T12:00:00Z") });
  });

  const remindersOf = ({ events }: Story) =>
    events.flatMap(({ type, detail }) => (type === "approval.due" ? [`${detail.at} until ${detail.until}`] : []));

  test("when nobody answers, then somebody is reminded once, a quarter of the time before it is up", () => {
    expect(remindersOf(stories({ service }))).toEqual(["2026-11-28T15:00:00Z until 2026-11-29T09:00:00Z"]);
  });

  test("of a long time a day is left", () => {
    const patient = aService({ production: { approval: { ...approval, timeout: "14d" } } });
    expect(remindersOf(stories({ service: patient }))).toEqual(["2026-12-06T09:00:00Z until 2026-12-07T09:00:00Z"]);
  });

  test("when somebody has answered, then nobody is reminded", () => {
    for (const verb of ["approve", "decline"] as const) {
      const answers = [answer(verb, "production", "2026-11-25T12:00:00Z")];
      expect(remindersOf(stories({ service, answers }))).toEqual([]);
    }
  });

  test("nobody is reminded in a pause; where it gave all of the time back, they are reminded of that time too", () => {
    const [early, late] = [stories({ service, answers: [pause, resume] }), "2026-11-28T20:00:00Z"];
    expect(remindersOf(early)).toEqual(["2026-12-12T18:00:00Z until 2026-12-13T12:00:00Z"]);
    expect(remindersOf(stories({ service, answers: [{ ...pause, at: at(late) }, resume] }))).toEqual([
      "2026-11-28T15:00:00Z until 2026-11-29T09:00:00Z",
      "2026-12-12T18:00:00Z until 2026-12-13T12:00:00Z",
    ]);
  });

  test.each([
    ["everything", {}],
    ["the service", { service: "checkout" }],
    ["the environment", { service: "checkout", environment: "production" }],
  ])("when a pause of %s is ended before its time, then all the time counts from that moment", (_, scope) => {
    const [until, resumed] = [at("2026-12-05T20:00:00Z"), at("2026-11-27T12:43:00Z")];
    const early = [
      { ...pause, ...scope, at: at("2026-11-27T12:00:00Z"), until },
      { ...resume, ...scope, at: resumed },
    ];
    const during = stories({ service, answers: early.slice(0, 1), until: "2026-11-27T12:30:00Z" });
    expect(stepOf(during, "production").approval).toMatchObject({ until: at("2026-12-08T20:00:00Z") });
    const after = stories({ service, answers: early, until: "2026-11-27T13:00:00Z" });
    expect(stepOf(after, "production").approval).toMatchObject({ until: at("2026-11-30T12:43:00Z") });
    expect(stepOf(stories({ service, answers: early }), "production")).toMatchObject({
      status: "declined",
      endedAt: at("2026-11-30T12:43:00Z"),
    });
  });

  test("a pause that is over before the date on which it could start takes no time away", () => {
    const story = stories({ service, answers: [pause, { ...resume, at: at("2026-11-25T13:00:00Z") }] });
    expect(stepOf(story, "production")).toMatchObject({ status: "declined", endedAt: at("2026-11-29T09:00:00Z") });
  });

  test("where another pause goes on, the time counts from the end of that", () => {
    const longer = { ...pause, service: "checkout", until: at("2026-12-03T12:00:00Z") };
    const story = stories({ service, answers: [pause, longer, { ...resume, at: at("2026-11-27T12:00:00Z") }] });
    expect(stepOf(story, "production")).toMatchObject({ status: "declined", endedAt: at("2026-12-06T12:00:00Z") });
  });

  test("where its window opens only after the pause, the time counts from then", () => {
    const windows = [aWindow([2, 3, 4], "10:00", "16:00")];
    const asked = aService({ production: { approval: { ...approval, timeout: "1d" }, windows } });
    // It is over on a Saturday.
    const during = { ...pause, at: at("2026-11-23T12:00:00Z"), until: at("2026-11-28T12:00:00Z") };
    expect(stepOf(stories({ service: asked, answers: [during] }), "production")).toMatchObject({
      status: "declined",
      endedAt: at("2026-12-02T10:00:00Z"),
    });
  });

  test("a pause of another environment holds no question open", () => {
    const story = stories({ service, answers: [{ ...pause, service: "checkout", environment: "staging" }] });
    expect(stepOf(story, "production")).toMatchObject({ status: "declined", endedAt: at("2026-11-29T09:00:00Z") });
  });

  test("when it is approved late, then it starts at once", () => {
    const story = stories({ service, answers: [answer("approve", "production", "2026-11-27T12:00:00Z")] });
    expect(startsOf(story)).toContain("ami-1 production 2026-11-27T12:00:00Z");
  });

  test("when it is approved outside its window, then it starts when that opens", () => {
    const windows = [aWindow([2, 3, 4], "10:00", "16:00")];
    const story = stories({
      service: aService({ production: { approval, windows } }),
      answers: [answer("approve", "production", "2026-11-24T20:00:00Z")],
    });
    expect(startsOf(story)).toEqual(["ami-1 production 2026-11-25T10:00:00Z"]);
  });

  test("when it is declined, then the image goes no further, with the name and the comment", () => {
    const story = stories({
      service: aService({ staging: { approval }, production: {} }),
      answers: [answer("decline", "staging", "2026-11-24T12:00:00Z")],
    });
    expect(stepOf(story, "staging")).toMatchObject({
      status: "declined",
      endedAt: at("2026-11-24T12:00:00Z"),
      reason: "ann (payments) declined it: as agreed",
      by: { name: "ann" },
      comment: "as agreed",
    });
    expect(stepOf(story, "production")).toMatchObject({
      status: "skipped",
      passes: false,
      reason: "the image was declined in staging",
    });
    expect(story.track.rollouts[0]?.status).toBe("declined");
    expect(story.starts).toEqual([]);
  });

  test("when nobody answers in time, then that is a no", () => {
    const story = stories({ service });
    expect(stepOf(story, "production")).toMatchObject({
      status: "declined",
      endedAt: at("2026-11-29T09:00:00Z"),
      reason: "nobody of payments or security has approved it in time",
    });
  });

  test("a yes may be taken back until it starts", () => {
    const story = stories({
      service,
      answers: [
        answer("approve", "production", "2026-11-24T12:00:00Z"),
        answer("decline", "production", "2026-11-25T12:00:00Z"),
      ],
    });
    expect(stepOf(story, "production").status).toBe("declined");
  });
});

describe("the team is told", () => {
  const service = aService({ staging: {}, production: { delay: "3d", approval } });
  const told = (story: Story) =>
    story.events.filter(({ type }) => type.startsWith("approval.") || type === "step.started").map(({ type }) => type);

  const isDeclined = ({ type }: Story["events"][number]) => type === "approval.declined";

  test("once that somebody is asked, and what was answered, before it starts", () => {
    const yes = answer("approve", "production", "2026-11-27T12:00:00Z");
    const story = stories({ service, answers: [yes, yes] });
    expect(told(story)).toEqual(["step.started", "approval.wanted", "approval.granted", "step.started"]);
    const wanted = story.events.find(({ type }) => type === "approval.wanted")?.detail;
    expect(wanted).toMatchObject({ teams: ["payments", "security"], dueAt: at("2026-11-26T09:00:00Z") });
    expect(story.events.find(({ type }) => type === "approval.granted")?.detail).toMatchObject({
      by: { name: "ann", team: "payments" },
      comment: "as agreed",
    });
  });

  test("that it was declined and by whom, or that nobody has answered", () => {
    const no = stories({ service, answers: [answer("decline", "production", "2026-11-27T12:00:00Z")] });
    expect(told(no)).toEqual(["step.started", "approval.wanted", "approval.declined"]);
    expect(no.events.find(isDeclined)?.detail).toMatchObject({ by: { name: "ann" }, comment: "as agreed" });
    const nobody = stories({ service });
    expect(told(nobody)).toEqual(["step.started", "approval.wanted", "approval.due", "approval.declined"]);
    expect(nobody.events.find(isDeclined)?.detail).not.toHaveProperty("by");
  });
});

describe("given several images that wait for approval", () => {
  const service = aService({ production: { approval } });
  const publications = [
    { id: "ami-1", at: "2026-11-23T09:00:00Z" },
    { id: "ami-2", at: "2026-11-23T12:00:00Z" },
  ];

  test("an approval is for one of them: the older one may be taken while the newer one waits", () => {
    const answers = [answer("approve", "production", "2026-11-23T15:00:00Z", "ami-1")];
    const story = stories({ service, publications, answers, until: "2026-11-23T20:00:00Z" });
    expect(startsOf(story)).toEqual(["ami-1 production 2026-11-23T15:00:00Z"]);
    expect(stepOf(story, "production", "ami-2")).toMatchObject({ status: "waiting", approval: { status: "wanted" } });
  });

  test("the newer one, approved, supersedes the older one and withdraws its question", () => {
    const answers = [answer("approve", "production", "2026-11-23T15:00:00Z", "ami-2")];
    const story = stories({ service, publications, answers });
    const older = stepOf(story, "production", "ami-1");
    expect(older.status).toBe("superseded");
    expect(older.approval).toBeUndefined();
  });

  test("a no to the newer one leaves the older one as it is", () => {
    const answers = [
      answer("decline", "production", "2026-11-23T15:00:00Z", "ami-2"),
      answer("approve", "production", "2026-11-23T16:00:00Z", "ami-1"),
    ];
    const story = stories({ service, publications, answers });
    expect(startsOf(story)).toEqual(["ami-1 production 2026-11-23T16:00:00Z"]);
  });
});

describe("an answer that changes nothing says why", () => {
  const service = aService({ staging: { delay: "1d", approval }, production: { approval } });
  const now = at("2026-11-23T10:00:00Z");
  const empty = { service: "checkout", family: "base", rollouts: [] };
  const { track } = decide(empty, published("ami-1", monday), service, at(monday));
  const noteOf = (input: Input, before = track) => {
    const decision = decide(before, input, service, now);
    expect(decision.events).toEqual([]);
    expect(decision.track.rollouts.map(({ steps }) => steps.map(({ status }) => status))).toEqual(
      before.rollouts.map(({ steps }) => steps.map(({ status }) => status)),
    );
    return decision.note;
  };

  test("about an image that is not known", () => {
    expect(noteOf(answer("approve", "staging", monday, "ami-9"))).toContain("ami-9 is not on its way to staging");
  });

  test("about an environment that nobody was asked about yet", () => {
    expect(noteOf(answer("approve", "production", monday))).toContain("nobody was asked for approval");
  });

  test("of somebody of a team that is not asked", () => {
    const stranger = {
      ...answer("approve", "staging", monday),
      by: { name: "eve", kind: "cli", team: "media" },
    } as const;
    expect(noteOf(stranger)).toContain("eve may not answer: that is for payments or security");
    expect(noteOf({ ...stranger, by: { name: "eve", kind: "cli" } })).toContain("eve may not answer");
  });

  test("that was given already", () => {
    const approved = decide(track, answer("approve", "staging", monday), service, now);
    expect(noteOf(answer("approve", "staging", monday), approved.track)).toContain("ann has approved it already");
  });

  test("about a step that has ended", () => {
    const declined = decide(track, answer("decline", "staging", monday), service, now);
    for (const kind of ["approve", "decline"] as const) {
      expect(noteOf(answer(kind, "staging", monday), declined.track)).toContain("it is declined");
    }
  });
});

test("when the configuration asks no more, then the step starts without an answer", () => {
  const asking = aService({ production: { approval } });
  const empty = { service: "checkout", family: "base", rollouts: [] };
  const { track } = decide(empty, published("ami-1", monday), asking, at(monday));
  const look = { kind: "look-again", service: "checkout", family: "base" } as const;
  const later = decide(track, look, aService({ production: {} }), at("2026-11-24T09:00:00Z"));
  expect(later.track.rollouts[0]?.steps[0]).toMatchObject({ status: "running" });
  expect(later.track.rollouts[0]?.steps[0]?.approval).toBeUndefined();
});
