import { EventEmitter } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import { startTerminal, type TerminalOptions } from "../../../../packages/local/src/terminal/startTerminal.ts";
import { midway } from "../../../support/midway.ts";

function aScreen(sketch: Partial<TerminalOptions> & { readonly tty?: boolean } = {}) {
  const written: string[] = [];
  const raw: boolean[] = [];
  let quits = 0;
  const { tty = true, ...rest } = sketch;
  const stream = Object.assign(new EventEmitter(), {
    isTTY: tty,
    columns: 100,
    rows: 30,
    write: (text: string) => written.push(text) > 0,
  });
  const keys = new EventEmitter();
  const input = Object.assign(keys, {
    isTTY: tty,
    setRawMode: (mode: boolean) => raw.push(mode),
    pause: () => {},
    resume: () => {},
  });
  const options = {
    stream,
    input,
    view: midway,
    onQuit: () => void quits++,
    zone: "UTC",
  };
  const terminal = startTerminal({ ...options, environment: {}, ...rest });
  onTestFinished(() => terminal.stop());
  return { stream, keys, written, raw, terminal, quits: () => quits };
}

describe("on a terminal", () => {
  test("the screen is another one, without a cursor, and comes back as it was", () => {
    const { written, raw, terminal } = aScreen();
    expect(written[0]).toContain("\x1b[?1049h");
    expect(written[0]).toContain("\x1b[?25l");
    expect(written[1]).toContain("checkout");
    terminal.stop();
    expect(written.at(-2)).toContain("\x1b[?25h");
    expect(written.at(-2)).toContain("\x1b[?1049l");
    expect(written.at(-1)).toContain("0 of 4 services refreshed");
    expect(raw).toEqual([true, false]);
  });

  test("stopping twice gives back once, and leaves no listener on the process", () => {
    const before = process.listenerCount("SIGINT");
    const { written, terminal } = aScreen();
    terminal.stop();
    const count = written.length;
    terminal.stop();
    expect(written).toHaveLength(count);
    expect(process.listenerCount("SIGINT")).toBe(before);
  });

  test("q and Ctrl-C ask to quit; other keys do not", () => {
    const { keys, quits } = aScreen();
    for (const key of ["x", "\x1b[A", "q", "\x03"]) keys.emit("data", Buffer.from(key));
    expect(quits()).toBe(2);
  });

  test("a new size is painted at once", () => {
    const { stream, written } = aScreen();
    stream.rows = 16;
    stream.emit("resize");
    expect(written.at(-1)?.split("\n")).toHaveLength(16);
  });

  test("NO_COLOR is obeyed", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is looked for
    const colour = /\x1b\[\d+m/;
    expect(aScreen().written[1]).toMatch(colour);
    expect(aScreen({ environment: { NO_COLOR: "1" } }).written[1]).not.toMatch(colour);
  });
});

describe("elsewhere", () => {
  test("lines are written, without any control sequence", () => {
    const { written, terminal } = aScreen({ tty: false });
    terminal.stop();
    expect(written.length).toBeGreaterThan(20);
    expect(written.join("")).not.toContain("\x1b");
    expect(written.every((line) => line.endsWith("\n") && line.indexOf("\n") === line.length - 1)).toBe(true);
  });
});
