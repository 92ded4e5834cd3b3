import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { renderFrame } from "../../../../packages/local/src/terminal/frame.ts";
import { columnsOf, fill, plainLine } from "../../../../packages/local/src/terminal/width.ts";
import { midway } from "../../../support/midway.ts";
import { aMail, aProgram, aRollout, aStep, at, aView } from "../../../support/view.ts";

const options = { colour: false, zone: "Europe/London", keys: "q quits" };
const frame = (columns: number, rows: number, view = midway()) => renderFrame(view, { columns, rows }, options);

describe("the screen", () => {
  // Read them in test/golden/terminal: they are what people see.
  test.each([
    [120, 36],
    [80, 24],
    [60, 20],
  ])("midway, %i × %i", async (columns, rows) => {
    await expect(`${frame(columns, rows)}\n`).toMatchFileSnapshot(
      `../../../golden/terminal/midway-${columns}x${rows}.txt`,
    );
  });

  test("before any image it says where to register one", async () => {
    await expect(`${frame(80, 12, aView())}\n`).toMatchFileSnapshot("../../../golden/terminal/before-80x12.txt");
  });

  test("has as many lines as the terminal, and none is wider", () => {
    for (const [columns, rows] of [
      [200, 60],
      [100, 30],
      [76, 24],
      [60, 16],
      [40, 12],
      [20, 5],
    ] as const) {
      const lines = frame(columns, rows).split("\n");
      expect(lines).toHaveLength(rows);
      for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
    }
  });

  test("colours change nothing but colours", () => {
    const coloured = renderFrame(midway(), { columns: 100, rows: 30 }, { ...options, colour: true });
    expect(coloured).toContain("\x1b[");
    const plain = stripVTControlCharacters(coloured)
      .split("\n")
      .map((line) => line.trimEnd());
    expect(plain.join("\n")).toBe(frame(100, 30));
  });

  test("where there is no room for all environments, those where something happens stay", () => {
    const lines = frame(80, 14);
    expect(lines).toContain("search");
    expect(lines).toContain("43 %");
    expect(lines).toMatch(/… and \d+ environments more/);
    expect(lines).not.toContain("3/3");
  });
});

test("what programs are told stands among what teams are told, in the order of time", () => {
  const view = aView({
    rollouts: [aRollout("checkout", [aStep("staging")])],
    mail: [aMail("1", "payments@example.com", "By mail", at("09:01"))],
    programs: [
      aProgram("1", "arn:aws:sns:eu-west-2:123456789012:changes", null, at("09:00"), "To a topic"),
      aProgram("2", "https://hooks.example.com/x", 410, at("09:02"), "To a webhook"),
    ],
  });
  const told = renderFrame(view, { columns: 100, rows: 24 }, options).split("\n");
  expect(told.filter((line) => /To a|By/.test(line)).map((line) => line.trim().replace(/\s+/g, " "))).toEqual([
    "09:00 changes To a topic",
    "09:01 payments@example.com By mail",
    "09:02 hooks.example.com/x To a webhook (answered 410)",
  ]);
});

describe("text from anywhere", () => {
  test("obeys nobody: escapes, line feeds and marks of direction are taken out", () => {
    expect(plainLine("a\x1b[2Jb\nc\x07d\u202ee")).toBe("ab c d e");
    const subject = "\x1b[31mred\x1b[0m\nsecond line \x1b]0;title\x07";
    const view = aView({
      rollouts: [aRollout("checkout", [aStep("staging", { status: "failed", endedAt: at("09:00"), reason: "a\nb" })])],
      mail: [aMail("1", "payments@example.com", subject, at("09:00"))],
    });
    const shown = renderFrame(view, { columns: 100, rows: 20 }, options);
    expect(shown.split("\n")).toHaveLength(20);
    expect(shown).not.toContain("\x1b");
    expect(shown).toContain("red second line");
  });

  test("wide letters and emoji take two columns, and are never cut in half", () => {
    expect(columnsOf("日本")).toBe(4);
    expect(columnsOf("✅ ok")).toBe(5);
    expect(columnsOf("e\u0301")).toBe(1);
    expect(fill("日本語", 5)).toBe("日本…");
    expect(fill("日本語", 4)).toBe("日… ");
    expect(fill("ab", 4)).toBe("ab  ");
  });
});
