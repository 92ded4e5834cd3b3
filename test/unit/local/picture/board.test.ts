import { describe, expect, test } from "vitest";
import { boardOf } from "../../../../packages/local/src/picture/board.ts";
import { instanceMarks, marksText } from "../../../../packages/local/src/picture/instances.ts";
import { segmentsOf } from "../../../../packages/local/src/picture/segments.ts";
import { sentenceOf } from "../../../../packages/local/src/picture/sentence.ts";
import { speakerOf } from "../../../../packages/local/src/picture/speaker.ts";
import { stepWords } from "../../../../packages/local/src/picture/stepWords.ts";
import { midway } from "../../../support/midway.ts";
import { aGroup, aRollout, aStep, at, aView, newImage, oldImage } from "../../../support/view.ts";

const now = Date.parse(at("10:07"));
const place = (group: string, environment: string) => ({
  group,
  service: "checkout",
  environment,
  family: "al2023-base",
});
const delay = { gate: "delay" as const, reason: "production takes images 3d after publication", until: at("26 09:00") };
const window = { gate: "window" as const, reason: "the window is Thu 10:00-16:00 (UTC)", until: at("26 10:00") };
const promotion = { gate: "promotion" as const, reason: "staging has to succeed with this image first", until: null };

test("an environment that waits for an older image than the newest says which", () => {
  const waiting = (due: string) => [aStep("production", { dueAt: at(due), waits: [window] })];
  const older = aRollout("checkout", waiting("26 10:00"), { image: oldImage, publishedAt: at("22 09:00") });
  const newer = aRollout("checkout", waiting("27 10:00"));
  const cellOf = (rollouts: readonly (typeof newer)[]) =>
    boardOf(aView({ rollouts }))
      .find(({ service }) => service === "checkout")
      ?.cells.at(-1);
  expect(cellOf([newer, older])).toMatchObject({ current: { rollout: { image: oldImage } } });
  expect(cellOf([newer, older])?.olderImage).toMatch(/^base-al2023|^ami-/);
  expect(cellOf([newer])?.olderImage).toBeUndefined();
});

describe("the sentence", () => {
  const sentence = (steps: Parameters<typeof aRollout>[1]) =>
    sentenceOf(aView({ rollouts: [aRollout("checkout", steps)] }), "UTC");

  test("before any image", () => {
    expect(sentenceOf(aView(), "UTC")).toBe("No image has been published yet.");
  });

  test("midway: what is done, what failed, what runs, what comes next and why not sooner", () => {
    expect(sentenceOf(midway(), "Europe/London")).toBe(
      "0 of 4 services refreshed; thumbnails development failed; refreshing search staging (43 %); next: checkout production on Thu 26 Nov 10:00, because of its window",
    );
  });

  test("today needs no date, and an unknown date is called that", () => {
    expect(sentence([aStep("production", { dueAt: at("16:00"), waits: [{ ...window, until: at("16:00") }] })])).toBe(
      "0 of 1 service refreshed; next: checkout production at 16:00, because of its window",
    );
    expect(sentence([aStep("production", { waits: [promotion] })])).toBe(
      "0 of 1 service refreshed; next: checkout production at a time not yet known, because of the environment before",
    );
  });

  test("of many that failed, or went back, two are named", () => {
    const said = (...statuses: readonly string[]) =>
      sentence(
        ["development", "staging", "production"].map((name, i) => aStep(name, { status: statuses[i] ?? "waiting" })),
      );
    expect(said("failed", "rolled-back")).toContain("; checkout development failed, checkout staging was rolled back;");
    expect(said("failed", "failed", "rolled-back")).toMatch(
      /; 2 failed: checkout development, checkout staging; 1 was rolled back: checkout production$/,
    );
    expect(said("failed", "failed", "failed")).toMatch(
      /; 3 failed: checkout development, checkout staging and 1 more$/,
    );
    expect(said("rolled-back", "rolled-back", "rolled-back")).toMatch(
      /; 3 were rolled back: checkout development, checkout staging and 1 more$/,
    );
  });

  test("when all is done", () => {
    const ended = { status: "succeeded", startedAt: at("09:00"), endedAt: at("09:10") };
    expect(sentence(["development", "staging", "production"].map((name) => aStep(name, ended)))).toBe(
      "All 1 service refreshed",
    );
  });
});

describe("several images under way", () => {
  const older = (step: Parameters<typeof aStep>[1]) =>
    aRollout("checkout", [aStep("production", step)], { image: "ami-older", publishedAt: at("20 09:00") });
  const newer = aRollout("checkout", [aStep("production", { dueAt: at("26 10:00"), waits: [window] })]);
  const shown = (...rollouts: ReturnType<typeof aRollout>[]) =>
    boardOf(aView({ rollouts }))[0]?.cells.find((cell) => cell.environment === "production")?.current?.rollout.image;

  test("what runs is shown first, then what is due first", () => {
    expect(shown(newer, older({ status: "running", startedAt: at("10:00") }))).toBe("ami-older");
    expect(shown(newer, older({ dueAt: at("25 10:00"), waits: [window] }))).toBe("ami-older");
    expect(shown(newer, older({ dueAt: at("27 10:00"), waits: [window] }))).toBe(newImage);
  });

  test("what has ended gives way to what is still to come", () => {
    expect(shown(older({ status: "succeeded" }), newer)).toBe(newImage);
    expect(shown(older({ status: "superseded" }), newer)).toBe(newImage);
  });

  test("an instance on the older image is neither old nor new", () => {
    const group = aGroup("a", "on");
    const [old, fresh] = group.instances;
    if (!old || !fresh) throw new Error("two instances were asked for");
    const mixed = { ...group, instances: [old, fresh, { ...old, id: "i-2", imageId: "ami-older" }] };
    const view = aView({ rollouts: [older({}), newer], groups: [mixed], placements: [place("a", "production")] });
    expect(instanceMarks(view, mixed).map((mark) => mark.image)).toEqual(["old", "new", "between"]);
  });
});

test("functions are called by what they do", () => {
  expect(speakerOf("ami-refresh-local-RefreshCheckoutFunction-bdvfbzta")).toBe("RefreshCheckout");
  expect(speakerOf("autoscaling")).toBe("autoscaling");
});

describe("instances", () => {
  test("in words, with what is unusual", () => {
    const group = aGroup("a", "otnlus");
    const view = aView({ rollouts: [aRollout("checkout", [])], groups: [group], placements: [place("a", "staging")] });
    const marks = instanceMarks(view, group);
    expect(marks.map((mark) => mark.state)).toEqual([
      "serving",
      "terminating",
      "serving",
      "launching",
      "unhealthy",
      "standby",
    ]);
    expect(marksText(marks)).toBe(
      "6 instances: 3 on the new image, 3 on the old image; 1 launching, 1 terminating, 1 unhealthy, 1 in standby",
    );
    expect(marksText([])).toBe("No instances");
  });

  test("progress is weighed by the size of the groups", () => {
    const running = (name: string) => ({
      name,
      status: "running",
      reason: null,
      refreshId: name,
      from: null,
      to: null,
    });
    const refresh = (id: string, percent: number) => ({ id, status: "InProgress", percent, reason: null });
    const step = aStep("staging", {
      status: "running",
      startedAt: at("10:00"),
      groups: [running("a"), { ...running("b"), status: "left" }, running("c")],
    });
    const view = aView({
      rollouts: [aRollout("checkout", [step])],
      groups: [
        aGroup("a", "oooooo", { refresh: refresh("a", 50) }),
        aGroup("b", "nn"),
        // An earlier refresh says nothing of this one.
        aGroup("c", "oo", { refresh: refresh("earlier", 100) }),
      ],
      placements: [place("a", "staging"), place("b", "staging"), place("c", "staging")],
    });
    expect(boardOf(view)[0]?.cells[1]?.percent).toBe(50);
  });
});

describe("a step along time", () => {
  const bars = (step: ReturnType<typeof aStep>) =>
    segmentsOf(aRollout("checkout", [step]), step, now).map((segment) => [
      segment.kind === "wait" ? `${segment.gate}${segment.open ? "…" : ""}` : segment.outcome,
      new Date(segment.from).toISOString(),
      new Date(segment.to).toISOString(),
    ]);

  test("each stretch belongs to the gate that passes next", () => {
    expect(bars(aStep("production", { dueAt: at("26 10:00"), waits: [window, delay] }))).toEqual([
      ["delay", at("23 09:00"), at("26 09:00")],
      ["window", at("26 09:00"), at("26 10:00")],
    ]);
  });

  test("a gate of which nobody knows the end lasts until now", () => {
    expect(bars(aStep("production", { waits: [promotion] }))).toEqual([["promotion…", at("23 09:00"), at("10:07")]]);
  });

  test("no wait lasts longer than until the start; what runs lasts until now", () => {
    const step = aStep("production", { status: "running", startedAt: at("10:00"), waits: [delay] });
    expect(bars(step)).toEqual([
      ["delay", at("23 09:00"), at("10:00")],
      ["running", at("10:00"), at("10:07")],
    ]);
  });

  test("in words: a freeze, named once", () => {
    const freeze = { gate: "freeze" as const, reason: "frozen: Big sale", until: null };
    expect(stepWords(aStep("production", { waits: [freeze] }), now, "UTC")).toContain("Waits for a freeze: Big sale.");
  });

  test("in words: first what waits, in the order in which it ends, then what waited", () => {
    const over = { ...promotion, until: at("09:14") };
    expect(stepWords(aStep("production", { dueAt: at("26 10:00"), waits: [over, window, delay] }), now, "UTC")).toEqual(
      [
        "Waiting, due Thu 26 Nov 10:00.",
        "Waits until Thu 26 Nov 09:00 for its delay: production takes images 3d after publication.",
        "Waits until Thu 26 Nov 10:00 for its window: Thu 10:00-16:00 (UTC).",
        "Waited until Tue 24 Nov 09:14 for the environment before: staging has to succeed with this image first.",
      ],
    );
  });
});
