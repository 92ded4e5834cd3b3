import type { Severity } from "../domain/subscription.ts";
import type { EventType } from "../events.ts";
import type { CalendarEntry } from "./calendar/entry.ts";
import type { Text } from "./text.ts";

export type { Severity };

/** What a message of many events is about. */
export const digestEvent = "digest";

/** What leads to the page of a rollout. */
export const pageName = "How the rollout stands now";

/** What a team is told of one event, before any channel gives it a form. Every string in it is plain text. */
export interface Message {
  readonly event: EventType | typeof digestEvent;
  readonly severity: Severity;
  /** A glance: `checkout · production: refresh failed`. Only words of ours and names from the configuration. */
  readonly headline: string;
  /**
   * One line that says it all; of a rollout's messages each begins alike (`subjectOf`). Its first piece says what it is
   * about, the others are the news.
   */
  readonly subject: Text;
  /** What has happened, in a sentence or two. */
  readonly lead: Text;
  readonly facts: readonly Fact[];
  readonly tables: readonly Table[];
  /** What happens next, a sentence each; never empty. */
  readonly next: readonly Text[];
  /** Whom it is for and why. */
  readonly footer: string;
  /** The IANA zone in which moments are written. */
  readonly zone: string;
  /** The page of the rollout that it is about. */
  readonly page?: string;
  /** What it changes in the readers' calendars. */
  readonly calendar?: readonly CalendarEntry[];
}

export interface Fact {
  readonly name: string;
  readonly value: Text;
  /** It is the same in all messages of the rollout, and need not be said again below what says it. */
  readonly isKnown?: true;
}

/** Rows under a title: environments with dates, groups with what became of them. */
export interface Table {
  readonly title: string;
  readonly rows: readonly Row[];
}
export interface Row {
  readonly name: string;
  readonly value: Text;
  /** Reasons and particulars, a line each. */
  readonly notes: readonly Text[];
  /** The page of what the row is about. */
  readonly href?: string;
  /** A sign for how it stands, in place of a bullet, where a channel has one. */
  readonly mark?: string;
}

/** An event that a team is deliberately not told of, and why not. */
export interface Untold {
  readonly untold: string;
}
