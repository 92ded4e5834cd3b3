import type { Window } from "../domain/policy.ts";
import { Temporal } from "../domain/temporal.ts";
import { didYouMean, suggest } from "./closest.ts";
import type { Wrong } from "./problem.ts";

export type WindowReading = { readonly window: Window } | { readonly wrong: Wrong };

/** What a window looks like, for editors; the rest of the rules are in readWindow. */
export const windowPattern = /^\s*[A-Za-z]{3,}(\s*[-,]\s*[A-Za-z]{3,})*\s+\d{1,2}:\d{2}\s*[-–]\s*\d{1,2}:\d{2}\s*$/;

const example = "write days and times such as `Tue-Thu 10:00-16:00`";
const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/**
 * Reads `Tue-Thu 10:00-16:00`: days, then times on the wall clock. Days are one (`Sun`), a list (`Mon,Wed`), a range
 * that may go over the weekend (`Fri-Mon`), or `daily`. The end may be `24:00`, and lies on the next day where it is
 * earlier than the beginning.
 */
export function readWindow(text: string): WindowReading {
  const parts = /^([A-Za-z][A-Za-z\s,-]*?)\s+(\S+?)\s*[-–]\s*(\S+)$/.exec(text.trim());
  if (!parts) return wrong(`"${text}" is no window`, example);
  const [, dayText = "", fromText = "", toText = ""] = parts;

  const days = readDays(dayText);
  if (!Array.isArray(days)) return { wrong: days };
  const [from, to] = [readTime(fromText), readTime(toText)];
  if (from === undefined) return wrong(`"${fromText}" is no time of day`, "write hours and minutes such as 09:30");
  if (to === undefined) return wrong(`"${toText}" is no time of day`, "write hours and minutes such as 16:00");
  if (from === "24:00") return wrong("a window cannot begin at 24:00", "begin it at 00:00 on the day after");
  if (to !== "24:00" && from.equals(to)) {
    return wrong("the window ends when it begins", "for a whole day write 00:00-24:00");
  }
  return { window: { days, from, ...(to !== "24:00" && { to }), text: text.trim() } };
}

const wrong = (message: string, remedy: string): WindowReading => ({ wrong: { message, remedy } });

/** ISO days of the week, each once, Monday first. */
function readDays(text: string): number[] | Wrong {
  if (text.toLowerCase() === "daily") return [1, 2, 3, 4, 5, 6, 7];
  const days = new Set<number>();
  for (const part of text.split(",")) {
    const ends = part.split("-").map((name) => name.trim());
    const [first, last = first] = ends.map(dayOf);
    const unknown = ends.find((name) => dayOf(name) === undefined);
    if (unknown !== undefined || first === undefined || last === undefined || ends.length > 2) {
      return unknownDays(unknown ?? part);
    }
    for (let day = first; ; day = (day % 7) + 1) {
      days.add(day);
      if (day === last) break;
    }
  }
  return [...days].sort((a, b) => a - b);
}

function dayOf(name: string): number | undefined {
  const index = dayNames.findIndex((day) => day.toLowerCase() === name.toLowerCase());
  return index < 0 ? undefined : index + 1;
}

function unknownDays(text: string): Wrong {
  const message = `"${text.trim()}" is no day`;
  const begun = dayNames.find((day) => text.toLowerCase().startsWith(day.toLowerCase()));
  if (begun) return didYouMean(message, begun);
  return suggest(message, text, [...dayNames, "daily"], `days are ${dayNames.join(", ")} and daily`);
}

function readTime(text: string): Temporal.PlainTime | "24:00" | undefined {
  if (text === "24:00") return text;
  const parts = /^(\d{1,2}):(\d\d)$/.exec(text);
  const [hour, minute] = [Number(parts?.[1]), Number(parts?.[2])];
  return parts && hour < 24 && minute < 60 ? new Temporal.PlainTime(hour, minute) : undefined;
}
