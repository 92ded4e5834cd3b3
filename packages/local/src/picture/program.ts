import type { ProgramView } from "../view.ts";

/** Where a program listens, in a few words: `changes` of a topic's ARN, `hooks.example.com/ami-refresh` of a URL. */
export const placeOf = ({ channel, to }: Pick<ProgramView, "channel" | "to">): string =>
  channel === "sns" ? (to.split(":").at(-1) ?? to) : to.replace(/^https:\/\//, "");

/** Did whoever listens take it? A topic does. */
export const wasTaken = ({ status }: Pick<ProgramView, "status">): boolean =>
  status === null || (status >= 200 && status < 300);

/** What it is about, and the answer that it was not taken with. */
export const subjectOf = (told: Pick<ProgramView, "subject" | "status">): string =>
  wasTaken(told) ? told.subject : `${told.subject} (answered ${told.status})`;

/** Undefined: it is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** JSON in lines, for reading; anything else as it is. */
export function inLines(body: string): string {
  const json = jsonOf(body);
  return json === undefined ? body : JSON.stringify(json, undefined, 2);
}
