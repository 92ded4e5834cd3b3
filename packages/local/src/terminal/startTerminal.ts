import { sentenceOf } from "../picture/sentence.ts";
import type { View } from "../view.ts";
import { renderFrame } from "./frame.ts";
import { planLines } from "./planLines.ts";

/** What is used of process.stdout. */
export interface OutStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
  on(event: "resize", listener: () => void): unknown;
  off(event: "resize", listener: () => void): unknown;
}
/** What is used of process.stdin. */
export interface InStream {
  readonly isTTY?: boolean;
  setRawMode(mode: boolean): unknown;
  pause(): unknown;
  resume(): unknown;
  on(event: "data", listener: (data: Buffer | string) => void): unknown;
  off(event: "data", listener: (data: Buffer | string) => void): unknown;
}

export interface TerminalOptions {
  /** Where to show it: a screen if that is a terminal, lines if not. */
  readonly stream: OutStream;
  /** Where keys come from; absent or no terminal: none are read. */
  readonly input?: InStream;
  readonly view: () => View;
  /** Somebody pressed q or Ctrl-C, or the process was told to end. The caller stops the region and ends the process. */
  readonly onQuit: () => void;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** IANA zone of the viewer; absent: this machine's. */
  readonly zone?: string;
}
export interface Terminal {
  /** Shows the present state, and gives the terminal back as it was. */
  stop(): void;
}

const repaintEvery = 125;
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export function startTerminal(options: TerminalOptions): Terminal {
  return options.stream.isTTY ? startScreen(options) : startLines(options);
}

function startLines({ stream, view, zone = localZone() }: TerminalOptions): Terminal {
  let previous: View | null = null;
  const tell = () => {
    const next = view();
    for (const line of planLines(previous, next, zone)) stream.write(`${line}\n`);
    previous = next;
  };
  const timer = setInterval(tell, repaintEvery);
  tell();
  return {
    stop() {
      clearInterval(timer);
      tell();
      stream.write(`${sentenceOf(view(), zone)}\n`);
    },
  };
}

// Control sequences of https://invisible-island.net/xterm/ctlseqs/ctlseqs.html.
const enter = "\x1b[?1049h\x1b[?25l\x1b[2J";
const leave = "\x1b[?25h\x1b[?1049l";
const home = "\x1b[H";
const endOfLine = "\x1b[K";
const ctrlC = "\x03";
const ctrlD = "\x04";
const restOfScreen = "\x1b[J";
/** The terminal shows what is between these at once, if it can. */
const together = (text: string) => `\x1b[?2026h${text}\x1b[?2026l`;

function startScreen({
  stream,
  input,
  view,
  onQuit,
  environment = process.env,
  zone = localZone(),
}: TerminalOptions): Terminal {
  const colour = wantsColour(environment);
  const reads = input?.isTTY === true;
  let shown = "";
  let stopped = false;

  const frame = (rows: number) =>
    renderFrame(view(), { columns: stream.columns ?? 80, rows }, { colour, zone, ...(reads && { keys: "q quits" }) });
  const paint = () => {
    const next = frame(stream.rows ?? 24);
    if (next === shown) return;
    shown = next;
    stream.write(together(`${home}${next.replaceAll("\n", `${endOfLine}\n`)}${endOfLine}${restOfScreen}`));
  };
  const repaint = () => {
    shown = "";
    paint();
  };
  const onKey = (data: Buffer | string) => {
    if (["q", "Q", ctrlC, ctrlD].includes(String(data))) onQuit();
  };
  const restore = () => {
    if (stopped) return;
    stopped = true;
    clearInterval(timer);
    stream.off("resize", repaint);
    for (const signal of signals) process.off(signal, onQuit);
    process.off("exit", restore);
    if (reads) {
      input.off("data", onKey);
      input.setRawMode(false);
      input.pause();
    }
    stream.write(leave);
  };

  stream.write(enter);
  stream.on("resize", repaint);
  for (const signal of signals) process.on(signal, onQuit);
  process.on("exit", restore);
  if (reads) {
    input.setRawMode(true);
    input.resume();
    input.on("data", onKey);
  }
  const timer = setInterval(paint, repaintEvery);
  paint();
  return {
    stop() {
      if (stopped) return;
      // What stays in the scroll-back is the last state.
      const last = frame(stream.rows ?? 24);
      restore();
      stream.write(`${last}\n`);
    },
  };
}

/** https://no-color.org: any value that is not empty. */
const wantsColour = (environment: Readonly<Record<string, string | undefined>>): boolean =>
  !environment.NO_COLOR && environment.TERM !== "dumb";

const localZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
