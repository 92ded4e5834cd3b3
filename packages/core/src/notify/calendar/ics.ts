import type { Temporal } from "../../domain/temporal.ts";
import { oneLine } from "../text.ts";
import type { CalendarEntry } from "./entry.ts";

/**
 * The iCalendar object of an entry (RFC 5545). PUBLISH, not REQUEST: a mail that nobody is asked to answer. A request
 * goes into the calendar of whoever is named as an attendee, and a team's address is mostly a list, of whose readers
 * none is. `organizer`: an address; RFC 5546, section 3.2.1 wants one.
 */
export function toIcs(entry: CalendarEntry, organizer: string): string {
  const { uid, sequence, saidAt, summary, description, when } = entry;
  const off = when === "off";
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//ami-refresh//ami-refresh//EN",
    `METHOD:${off ? "CANCEL" : "PUBLISH"}`,
    "BEGIN:VEVENT",
    `UID:${escaped(uid)}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utc(saidAt)}`,
    ...(off ? [] : [`DTSTART:${utc(when)}`, "DURATION:PT1H"]),
    `ORGANIZER:mailto:${oneLine(organizer)}`,
    `SUMMARY:${escaped(off ? `Off: ${summary}` : summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    `STATUS:${off ? "CANCELLED" : "CONFIRMED"}`,
    // It keeps nobody busy.
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return `${lines.flatMap(folded).join("\r\n")}\r\n`;
}

const utc = (at: Temporal.Instant) => at.round("second").toString().replace(/[-:]/g, "");

const escaped = (text: string) => oneLine(text).replace(/[\\;,]/g, (character) => `\\${character}`);

/** Lines of at most 75 octets, never cut within a character; a continuation begins with a space (section 3.1). */
function folded(line: string): string[] {
  const encoder = new TextEncoder();
  const lines: string[] = [];
  let current = "";
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      lines.push(current);
      current = " ";
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current];
}
