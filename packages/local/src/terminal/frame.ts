import { boardOf, type Row } from "../picture/board.ts";
import { sentenceOf } from "../picture/sentence.ts";
import { instantOf, timeText, whenText } from "../picture/when.ts";
import type { View } from "../view.ts";
import { fleetLines } from "./fleet.ts";
import { newsLines } from "./news.ts";
import { type Line, paint, styled } from "./spans.ts";
import { columnsOf } from "./width.ts";

export interface Size {
  readonly columns: number;
  readonly rows: number;
}
export interface FrameOptions {
  readonly colour: boolean;
  /** IANA zone of the viewer; absent: this machine's. */
  readonly zone?: string;
  /** What the footer says keys do; absent where no keys are read. */
  readonly keys?: string;
}

/** The whole screen at a moment, exactly as many lines as it has rows. From 60 columns and 16 rows on it reads well. */
export function renderFrame(view: View, size: Size, options: FrameOptions): string {
  const columns = Math.max(20, size.columns);
  const zone = options.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const rows = boardOf(view);
  const head = [...headerLines(view, rows, columns, zone), []];
  const foot = [[], footerLine(view, options.keys)];
  const body = Math.max(3, size.rows - head.length - foot.length);
  const fleet = fleetLines(view, rows, columns, zone, body);
  const left = body - fleet.length;
  const news = left >= 3 ? newsLines(view, zone, left) : [];
  const filler = Array.from({ length: Math.max(0, left - news.length) }, (): Line => []);
  return [...head, ...fleet, ...news, ...filler, ...foot]
    .slice(0, Math.max(size.rows, 1))
    .map((line) => paint(line, columns, options.colour))
    .join("\n");
}

function headerLines(view: View, rows: readonly Row[], columns: number, zone: string): Line[] {
  const now = instantOf(view.now);
  const clock = `${whenText(now, zone)}${timeText(now, zone, true).slice(5)}`;
  const utc = zone === "UTC" ? "UTC" : `${zone} · ${timeText(now, "UTC")} UTC`;
  const title = ` ami-refresh`;
  const region = columns >= 90 ? ` · simulated ${view.endpoint.region}` : "";
  const right = `${clock} ${columns >= 76 ? utc : zone === "UTC" ? "UTC" : ""}  ${speedText(view.speed)} `.replace(
    "   ",
    "  ",
  );
  const gap = " ".repeat(Math.max(1, columns - columnsOf(title + region + right)));
  return [
    [styled(["bold", "cyan"], title), styled("gray", region), gap, styled("bold", right)],
    imageLine(view),
    ...wrap(sentenceOf(view, zone, rows), columns - 2).map((text): Line => [" ", styled("bold", text)]),
  ];
}

function imageLine(view: View): Line {
  const { image } = view.summary;
  if (!image) return [styled("gray", ` register an image at ${view.endpoint.url}, e.g. aws ec2 register-image`)];
  return [styled("gray", " image "), image.name, styled("gray", ` · ${image.id} · family ${image.family}`)];
}

/** At most two lines; what does not fit is cut there. */
function wrap(text: string, columns: number): string[] {
  if (columnsOf(text) <= columns) return [text];
  const breakAt = text.lastIndexOf(" ", columns);
  return breakAt <= 0 ? [text] : [text.slice(0, breakAt), text.slice(breakAt + 1)];
}

function footerLine(view: View, keys: string | undefined): Line {
  const dead = Object.values(view.summary.deadLetters).reduce((sum, count) => sum + count, 0);
  return [
    " ",
    styled(["cyan", "underline"], view.endpoint.url),
    ...(keys ? [styled("gray", `   ${keys}`)] : []),
    ...(dead > 0 ? [styled("red", `   ${dead} in dead-letter queues`)] : []),
  ];
}

export const speedText = (speed: View["speed"]): string =>
  speed === "max"
    ? "max speed"
    : speed === 1
      ? "real time"
      : `×${Number(speed.toPrecision(3)).toLocaleString("en-GB")}`;
