import { type Options, parseOptions, usage } from "@ami-refresh/local/options.ts";
import { describe, expect, test } from "vitest";

function optionsOf(...args: string[]): Options {
  const parsed = parseOptions(args);
  if (parsed.kind !== "run") throw new Error(JSON.stringify(parsed));
  return parsed.options;
}

function problemsOf(...args: string[]): readonly string[] {
  const parsed = parseOptions(args);
  return parsed.kind === "invalid" ? parsed.problems : [];
}

test("without any option the example runs live, at a speed of its own, and opens the browser", () => {
  expect(optionsOf()).toEqual({
    once: false,
    speed: "auto",
    json: false,
    open: true,
    config: "ami-refresh.yaml",
    events: [],
  });
});

test("a run to the end jumps, unless another speed is named", () => {
  expect(optionsOf("--once").speed).toBe("max");
  expect(optionsOf("--once", "--speed", "60").speed).toBe(60);
});

test("everything can be named, with = or without", () => {
  expect(
    optionsOf(
      ...["--once", "--json", "--no-open", "--speed=7200", "--config", "mine.yaml", "--fleet=none"],
      ...["--event", "a.json", "--event=b.json", "--port", "0", "--start-at", "2026-11-23T09:00Z"],
    ),
  ).toEqual({
    once: true,
    speed: 7200,
    json: true,
    open: false,
    port: 0,
    config: "mine.yaml",
    fleet: "none",
    events: ["a.json", "b.json"],
    startAt: Date.parse("2026-11-23T09:00:00Z"),
  });
});

test.each(["--help", "-h"])("%s asks for the usage, whatever else is said", (flag) => {
  expect(parseOptions(["--once", flag])).toEqual({ kind: "help" });
});

test("the last of several wins", () => {
  expect(optionsOf("--port", "1", "--port", "2").port).toBe(2);
});

describe("what is wrong is told, all at once", () => {
  test.each([
    [["--frobnicate"], "unknown option --frobnicate"],
    [["--confg", "x.yaml"], "unknown option --confg; did you mean --config?"],
    [["-x"], "unknown option -x"],
    [["publish"], 'unexpected argument "publish"'],
    [["--once=yes"], "--once takes no value"],
    [["--config"], "--config needs a value"],
    [["--config", "--once"], "--config needs a value"],
    [["--fleet="], "--fleet needs a value"],
    [["--json"], "--json needs --once: the summary is printed when the run has ended"],
  ])("%j: %s", (args, problem) => {
    expect(problemsOf(...args)).toContain(problem);
  });

  test.each(["0", "-1", "fast", "1e400", "Infinity", "2000000000", "", " 5", "0x10"])("--speed %j", (speed) => {
    const expected =
      speed === "" ? "--speed needs a value" : `--speed ${speed}: expected a number above 0, max or auto`;
    expect(problemsOf(`--speed=${speed}`)).toEqual([expected]);
  });

  test.each(["65536", "-1", "http", "80.5", "123456", "4566x"])("--port %s", (port) => {
    expect(problemsOf(`--port=${port}`)).toEqual([`--port ${port}: expected a port from 0 to 65535`]);
  });

  test.each(["2026-11-23", "09:00", "2026-11-23T09:00", "2026-13-01T00:00Z", "tomorrow"])("--start-at %s", (time) => {
    expect(problemsOf(`--start-at=${time}`)).toEqual([`--start-at ${time}: expected a time such as 2026-11-23T09:00Z`]);
  });

  test("together", () => {
    expect(problemsOf("--sped", "max", "--port", "x", "--once", "extra")).toEqual([
      "unknown option --sped; did you mean --speed?",
      'unexpected argument "extra"',
      "--port x: expected a port from 0 to 65535",
    ]);
  });
});

test("the usage names every option and every exit code", () => {
  for (const flag of ["once", "speed", "json", "config", "fleet", "event", "port", "start-at", "no-open", "help"]) {
    expect(usage).toContain(`--${flag} `);
  }
  expect(usage).toMatch(/Exit codes: 0 .*, 1 .*, 64 .*, 69 /);
});
