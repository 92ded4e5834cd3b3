import type { RolloutImage } from "../../domain/rollout/state.ts";
import type { DigestReader } from "../../domain/subscription/digestDue.ts";
import { floods } from "../../domain/subscription/flood.ts";
import { severities } from "../../domain/subscription.ts";
import { imagePage } from "../awsConsole.ts";
import type { CalendarEntry } from "../calendar/entry.ts";
import { mostLinked } from "../describe/groups.ts";
import { everythingBehind, isOfRollout, type TeamEvent } from "../describe/index.ts";
import { pageOr, subject } from "../describe/shared.ts";
import { digestEvent, type Fact, type Message, type Row, type Severity, type Table } from "../message.ts";
import { clip, count, moment, say, some, strong, type Text } from "../text.ts";
import { countsOf, servicesOf } from "./counts.ts";
import { once, onlyEverything, type Told } from "./everything.ts";
import { latest, type News } from "./latest.ts";
import { outlook, type Planned, turnRow, turnsOf } from "./plans.ts";
import { row } from "./row.ts";

/** `region`: in whose console the images and groups are; absent: there is none. `flood`: collected though told at once. */
interface Around {
  readonly region?: string | undefined;
  readonly flood?: true | undefined;
}

/** One message of all that was collected for a subscription; undefined where that is nothing. */
export function describeDigest(
  collected: readonly News[],
  reader: DigestReader,
  { region, flood }: Around = {},
): Message | undefined {
  const news = latest(collected);
  const told = once(news, reader);
  if (told.length === 0) return undefined;
  const footer = footerOf(news, reader, flood);
  const calendar = flood ? calendarOf(told) : [];
  const everything = onlyEverything(told);
  if (everything) {
    const { pause, moves } = everything;
    const facts = [...pause.message.facts, ...factsOf(news, region)];
    const tables =
      moves.length === 0
        ? []
        : [{ title: `Dates that move (${moves.length})`, rows: rowsOf(moves, undefined, region) }];
    return { ...pause.message, event: digestEvent, facts, tables, footer, ...(calendar.length > 0 && { calendar }) };
  }
  const image = onlyImage(news);
  const about = image ? clip(image.name, 60) : count(servicesOf(news).length, "service");
  const counts = isPlan(news) && image ? `${count(news.length, "service")} planned` : countsOf(told);
  return {
    event: digestEvent,
    severity: worst(news),
    headline: `${about}: ${counts}`,
    subject: subject(about, [counts]),
    lead: leadOf(news, image, counts),
    facts: factsOf(news, region),
    tables: [
      ...plansTable(news, reader.timezone),
      ...severities.toReversed().flatMap((severity) => table(severity, told, image, region)),
    ],
    next: [
      say`A failure is told by itself and at once; of an image that fails in many services, so are the first.`,
      say`What else happens is collected for the next digest.`,
    ],
    footer,
    zone: reader.timezone,
    ...(calendar.length > 0 && { calendar }),
  };
}

/**
 * Of dates that a pause of everything moves, which were told at once before. Of an image of which more services are told
 * than these, the plan was collected, and no date is in a calendar.
 */
function calendarOf(told: readonly Told[]): CalendarEntry[] {
  const moved = told.flatMap(({ event, message }) =>
    event.type === "step.moved" && everythingBehind(event) !== undefined && message.calendar
      ? [{ image: event.detail.image.id, entries: message.calendar }]
      : [],
  );
  return [...Map.groupBy(moved, ({ image }) => image).values()].flatMap((alike) =>
    alike.length > floods.services ? [] : alike.flatMap(({ entries }) => entries),
  );
}

const worst = (news: readonly News[]): Severity =>
  severities.findLast((severity) => news.some(({ message }) => message.severity === severity)) ?? "quiet";

/** The image that all of it is about. */
function onlyImage(news: readonly News[]): RolloutImage | undefined {
  const images = news.map(({ event }) => (isOfRollout(event) ? event.detail.image : undefined));
  return images.every((image) => image?.id === images[0]?.id) ? images[0] : undefined;
}

/** All that has happened is that an image was published. */
const isPlan = (news: readonly News[]): boolean => news.every(({ event }) => event.type === "rollout.planned");

function plansIn(news: readonly News[]): Planned[] {
  return news.flatMap(({ event }) => (event.type === "rollout.planned" ? [event] : []));
}

function leadOf(news: readonly News[], image: RolloutImage | undefined, counts: string): Text {
  const plans = plansIn(news);
  const first = news[0]?.event.detail.at;
  if (image && isPlan(news)) {
    return say`${strong(image.name)} was published: ${count(plans.length, "service")} planned, ${outlook(turnsOf(plans))}.`;
  }
  const what = image ? say`${strong(image.name)} in ` : say``;
  return say`${what}${count(servicesOf(news).length, "service")}${first ? say`, since ${moment(first)}` : ""}: ${counts}.`;
}

function factsOf(news: readonly News[], region: string | undefined): Fact[] {
  const services = servicesOf(news).toSorted();
  return [
    ...imageFacts(news, region),
    {
      name: "Services",
      value: some(
        services.map((name) => ({ name })),
        most.services,
      ),
    },
  ];
}

const most = { services: 10, images: 5, teams: 5 } as const;

function imageFacts(news: readonly News[], region: string | undefined): Fact[] {
  const images = new Map<string, RolloutImage>();
  for (const { event } of news) if (isOfRollout(event)) images.set(event.detail.image.id, event.detail.image);
  const all = [...images.values()].map(({ id, name }) => ({ id, name, href: imagePage(region, id) }));
  const [image, ...others] = all;
  if (!image) return [];
  return others.length > 0
    ? [{ name: "Images", value: some(all, most.images) }]
    : [{ name: "Image", value: say`${strong(image.name)} · ${pageOr(image.href, image.id)}` }];
}

/** Of a few plans each has its dates in its own row. */
function plansTable(news: readonly News[], zone: string): Table[] {
  const plans = plansIn(news);
  return plans.length < 2
    ? []
    : [
        {
          title: `Planned for ${count(plans.length, "service")}`,
          rows: turnsOf(plans).map((turn) => turnRow(turn, zone)),
        },
      ];
}

const titles: Readonly<Record<Severity, string>> = {
  failure: "Failed",
  warning: "To be looked at",
  success: "Went well",
  info: "Planned and under way",
  quiet: "Also",
};

/** A link to a page takes some 300 of the 3,000 characters that a table has in Slack; where reasons need them, it has none. */
const mostPages = 6;

function table(
  severity: Severity,
  all: readonly Told[],
  image: RolloutImage | undefined,
  region: string | undefined,
): Table[] {
  const news = all.filter(({ message }) => message.severity === severity);
  if (news.length === 0) return [];
  return [{ title: `${titles[severity]} (${news.length})`, rows: rowsOf(news, image, region) }];
}

function rowsOf(news: readonly Told[], image: RolloutImage | undefined, region: string | undefined): Row[] {
  const room = { region: news.length > mostLinked ? undefined : region, linked: news.length <= mostPages };
  return news.map((one) => row(one, image, room)).sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}

/** An address that several teams share has one digest of what happens to the services of all. */
function footerOf(news: readonly News[], { team }: DigestReader, flood: true | undefined): string {
  const same = "the same happened in several services";
  if (team === undefined)
    return flood ? `Collected for you: ${same}.` : "Collected for you, as your subscription says.";
  const owners = new Set(
    news.flatMap(({ event }) => (isAsked(event) || !("team" in event.detail) ? [] : event.detail.team)),
  );
  const [only = team, ...others] = [...owners].toSorted();
  const teams = some(
    [only, ...others].map((name) => ({ name })),
    most.teams,
  ).join("");
  const whose = others.length === 0 ? `team ${only}` : `the teams ${teams}`;
  if (flood) return `Collected for ${whose}: ${same}.`;
  return others.length === 0
    ? `Collected for ${whose}, as its subscription in the configuration says.`
    : `Collected for ${whose}, as their subscriptions in the configuration say.`;
}

/** Told to those who may answer, whosever the service is. */
const isAsked = ({ type }: TeamEvent): boolean => type.startsWith("approval.");
