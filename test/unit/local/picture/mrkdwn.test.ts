import { describe, expect, test } from "vitest";
import { parseMrkdwn, plainMrkdwn } from "../../../../packages/local/src/picture/mrkdwn.ts";

const reading = { zone: "Europe/London", now: Date.parse("2026-11-24T12:00:00Z") };
const parse = (text: string) => parseMrkdwn(text, reading);
const seconds = (iso: string) => Date.parse(iso) / 1000;

describe("marks", () => {
  test("bold, italic, struck and code", () => {
    expect(parse("*checkout* is _new_, ~old~ `ami-1`")).toEqual([
      { kind: "bold", children: [{ kind: "text", text: "checkout" }] },
      { kind: "text", text: " is " },
      { kind: "italic", children: [{ kind: "text", text: "new" }] },
      { kind: "text", text: ", " },
      { kind: "strike", children: [{ kind: "text", text: "old" }] },
      { kind: "text", text: " " },
      { kind: "code", text: "ami-1" },
    ]);
  });

  test("inside words nothing is marked", () => {
    expect(parse("snake_case_name 2*3*4")).toEqual([{ kind: "text", text: "snake_case_name 2*3*4" }]);
  });

  test("marks nest", () => {
    expect(parse("*_both_*")).toEqual([
      { kind: "bold", children: [{ kind: "italic", children: [{ kind: "text", text: "both" }] }] },
    ]);
  });

  test("a block keeps its lines and what looks like marks", () => {
    expect(parse("why:\n```\n*not* bold\n<b>\n```")).toEqual([
      { kind: "text", text: "why:\n" },
      { kind: "block", text: "*not* bold\n<b>" },
    ]);
  });

  test("lines that begin with > are quoted", () => {
    expect(parse("he said\n&gt; *stop*\n&gt; now\nand left")).toEqual([
      { kind: "text", text: "he said\n" },
      {
        kind: "quote",
        children: [
          { kind: "bold", children: [{ kind: "text", text: "stop" }] },
          { kind: "text", text: "\nnow" },
        ],
      },
      { kind: "text", text: "and left" },
    ]);
  });

  test("emoji by name, and names that nobody knows as they are", () => {
    expect(plainMrkdwn(":white_check_mark: :constructor: 10:30:00", reading)).toBe("✅ :constructor: 10:30:00");
  });
});

describe("links and mentions", () => {
  test("with and without a label", () => {
    expect(parse("<https://example.com/a?b=1&amp;c=2|the *runbook*>")).toEqual([
      { kind: "link", href: "https://example.com/a?b=1&c=2", text: "the *runbook*" },
    ]);
    expect(parse("<mailto:a@example.com>")).toEqual([
      { kind: "link", href: "mailto:a@example.com", text: "mailto:a@example.com" },
    ]);
  });

  test("everybody, people and channels", () => {
    expect(plainMrkdwn("<!here> <@U123|ada> <#C123|payments>", reading)).toBe("@here @ada #payments");
  });
});

describe("dates", () => {
  const date = (format: string, iso = "2026-11-29T02:00:00Z") => `<!date^${seconds(iso)}^${format}|fallback>`;

  test("in the reader's zone", () => {
    const winter = date("{date_short} at {time}");
    expect(plainMrkdwn(winter, reading)).toBe("Sun 29 Nov at 02:00");
    expect(plainMrkdwn(winter, { ...reading, zone: "America/New_York" })).toBe("Sat 28 Nov at 21:00");
    expect(plainMrkdwn(date("{date_num} {time_secs}"), reading)).toBe("2026-11-29 02:00:00");
  });

  test("pretty ones say today, tomorrow and yesterday", () => {
    const pretty = (iso: string) => plainMrkdwn(date("{date_short_pretty}", iso), reading);
    expect(pretty("2026-11-24T23:00:00Z")).toBe("today");
    expect(pretty("2026-11-25T00:30:00Z")).toBe("tomorrow");
    expect(pretty("2026-11-23T23:30:00Z")).toBe("yesterday");
    expect(pretty("2026-11-26T00:30:00Z")).toBe("Thu 26 Nov");
  });

  test("what is no date shows its fallback", () => {
    expect(plainMrkdwn("<!date^soon^{date}|soon>", reading)).toBe("soon");
    expect(plainMrkdwn(`<!date^${"9".repeat(30)}^{date}|far>`, reading)).toBe("far");
  });
});

describe("hostile text", () => {
  test("no scheme but http, https and mailto becomes a link", () => {
    for (const target of [
      "javascript:alert(1)",
      "JaVaScRiPt:alert(1)",
      "data:text/html,x",
      "vbscript:x",
      "//example.com",
    ]) {
      expect(parse(`<${target}|click>`)).toEqual([{ kind: "text", text: "click" }]);
      expect(parse(`<${target}>`).every((node) => node.kind === "text")).toBe(true);
    }
  });

  test("escaped markup is text, and is unescaped once", () => {
    expect(parse("&lt;img src=x onerror=alert(1)&gt;")).toEqual([
      { kind: "text", text: "<img src=x onerror=alert(1)>" },
    ]);
    expect(parse("&amp;lt;b&amp;gt;")).toEqual([{ kind: "text", text: "&lt;b&gt;" }]);
  });

  test("unclosed marks and brackets stay as they are", () => {
    for (const text of ["*open", "_", "`", "```", "<", "<>", "a < b > c", "* a *", "<!date^"]) {
      expect(plainMrkdwn(text, reading)).toBe(text);
    }
  });

  // Where it took quadratic patience, this would run into the test's time limit.
  test.each(["*a", "_a", "~a", "<a|", "`a", "&gt;", ":a"])("%s a hundred thousand times is read at once", (mark) => {
    const text = mark.repeat(100_000);
    expect(plainMrkdwn(text, reading).length).toBeLessThanOrEqual(text.length);
  });
});
