import { readWindow, windowPattern } from "@ami-refresh/core/config/window.ts";
import { formatDuration, parseDuration } from "@ami-refresh/core/domain/duration.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

function opening(text: string): string {
  const reading = readWindow(text);
  if ("wrong" in reading) return `${reading.wrong.message}${reading.wrong.remedy ? `. ${reading.wrong.remedy}` : ""}`;
  const { days, from, to } = reading.window;
  const time = (t: typeof from) => t.toString({ smallestUnit: "minute" });
  return `${days.join("")} ${time(from)}-${to ? time(to) : "24:00"}`;
}

describe("a window", () => {
  test.each([
    ["Tue-Thu 10:00-16:00", "234 10:00-16:00"],
    ["Sun 02:00-05:00", "7 02:00-05:00"],
    ["Mon,Wed 9:00-17:30", "13 09:00-17:30"],
    ["Wed, Mon 09:00 - 17:00", "13 09:00-17:00"],
    ["Fri-Mon 22:00-24:00", "1567 22:00-24:00"],
    ["Mon-Tue,Fri-Sun 00:00-24:00", "12567 00:00-24:00"],
    ["Mon-Sun 00:00-24:00", "1234567 00:00-24:00"],
    ["Sat-Sat 01:00-02:00", "6 01:00-02:00"],
    ["daily 22:00-02:00", "1234567 22:00-02:00"],
    ["tue-THU 10:00–16:00", "234 10:00-16:00"],
  ])("%s is read", (text, expected) => {
    expect(opening(text)).toBe(expected);
    expect(text, "editors accept it too").toMatch(windowPattern);
  });

  test.each([
    ["10:00-16:00", '"10:00-16:00" is no window. write days and times such as `Tue-Thu 10:00-16:00`'],
    ["Tue-Thu", '"Tue-Thu" is no window. write days and times such as `Tue-Thu 10:00-16:00`'],
    ["", '"" is no window. write days and times such as `Tue-Thu 10:00-16:00`'],
    ["Tuesday 10:00-16:00", '"Tuesday" is no day: did you mean `Tue`?'],
    ["Tus 10:00-16:00", '"Tus" is no day: did you mean `Tue`?'],
    ["weekdays 10:00-16:00", '"weekdays" is no day. days are Mon, Tue, Wed, Thu, Fri, Sat, Sun and daily'],
    ["Mon-Wed-Fri 10:00-16:00", '"Mon-Wed-Fri" is no day: did you mean `Mon`?'],
    ["Mon 10-16", '"10" is no time of day. write hours and minutes such as 09:30'],
    ["Mon 10:00-25:00", '"25:00" is no time of day. write hours and minutes such as 16:00'],
    ["Mon 10:00-16:60", '"16:60" is no time of day. write hours and minutes such as 16:00'],
    ["Mon 24:00-02:00", "a window cannot begin at 24:00. begin it at 00:00 on the day after"],
    ["Mon 10:00-10:00", "the window ends when it begins. for a whole day write 00:00-24:00"],
  ])("%s is told what it lacks", (text, complaint) => {
    expect(opening(text)).toBe(complaint);
  });

  const time = fc.tuple(fc.nat(23), fc.nat(59)).map((parts) => parts.map((n) => `${n}`.padStart(2, "0")).join(":"));

  test("reads back every set of days and every two times", () => {
    const days = fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });
    fc.assert(
      fc.property(days, time, fc.oneof(time, fc.constant("24:00")), (days, from, to) => {
        fc.pre(from !== to);
        const text = `${days.map((day) => dayNames[day - 1]).join(",")} ${from}-${to}`;
        expect(opening(text)).toBe(`${[...days].sort().join("")} ${from}-${to}`);
      }),
    );
  });

  test("reads a range of days as the days from the first on to the last, over the weekend too", () => {
    fc.assert(
      fc.property(fc.nat(6), fc.nat(6), (first, length) => {
        const last = (first + length) % 7;
        const days = Array.from({ length: length + 1 }, (_, i) => ((first + i) % 7) + 1).sort();
        expect(opening(`${dayNames[first]}-${dayNames[last]} 10:00-11:00`)).toBe(`${days.join("")} 10:00-11:00`);
      }),
    );
  });

  test("never throws, whatever it is given", () => {
    fc.assert(fc.property(fc.string(), (text) => readWindow(text) !== undefined));
  });
});

test("durations are read as they are written", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 365 * 24 * 3600 }), (seconds) => {
      const duration = parseDuration(`${seconds}s`);
      expect(parseDuration(formatDuration(duration)).total("seconds")).toBe(seconds);
    }),
  );
});
