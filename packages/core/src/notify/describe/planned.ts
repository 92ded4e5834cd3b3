import { byEnd } from "../../domain/rollout/byEnd.ts";
import type { Message, Row } from "../message.ts";
import { moment, on, say, strong, type Text } from "../text.ts";
import { differenceFacts, runsNow } from "./difference.ts";
import { type DetailOf, footerFor, imageFacts, imageName, type Reader, subjectOf } from "./shared.ts";
import { waitText } from "./waits.ts";

type Planned = DetailOf<"rollout.planned">;
type Step = Planned["steps"][number];

export function describePlanned(detail: Planned, reader: Reader): Message {
  return {
    event: "rollout.planned",
    severity: "info",
    headline: `${detail.service}: a new image is planned`,
    subject: subjectOf(detail, outlook(detail)),
    lead: say`A new image for ${strong(detail.service)} was published: ${imageName(detail)}. Its groups are refreshed to it, environment after environment.`,
    facts: [...imageFacts(detail, reader), ...differenceFacts(detail)],
    tables: [{ title: "When", rows: detail.steps.map((step) => row(step, detail)) }],
    next: next(detail),
    footer: footerFor(detail, reader),
    zone: reader.team.timezone,
  };
}

function outlook({ steps, at }: Planned): Text {
  const last = steps.at(-1);
  if (!last?.dueAt) return say`planned`;
  return isDue(last, at)
    ? say`planned for ${last.environment} now`
    : say`planned for ${last.environment} ${on(last.dueAt)}`;
}

function row(step: Step, { at, image }: Planned): Row {
  return {
    name: step.environment,
    value: isDue(step, at) ? say`now` : step.dueAt ? say`${moment(step.dueAt)}` : say`the date is not known yet`,
    notes: [...step.waits.toSorted(byEnd).map(waitText), ...runsNow(step, image)],
  };
}

function next({ steps, service, family, at }: Planned): Text[] {
  const [first] = steps;
  return [
    ...(first ? [start(first, at)] : []),
    say`Each of the others starts on its date if the one before it has succeeded by then, and later if not. You are told of a date that moves, of every start and how it went. If a refresh fails, the image goes no further in ${service}.`,
    say`Where this image starts first, older images of ${family} that still wait there are dropped.`,
  ];
}

function start(first: Step, at: Planned["at"]): Text {
  if (isDue(first, at)) return say`${strong(first.environment)} starts now.`;
  if (!first.dueAt) return say`${strong(first.environment)} starts as soon as all that it waits for has passed.`;
  return say`${strong(first.environment)} starts ${on(first.dueAt)}.`;
}

const isDue = ({ dueAt }: Step, at: Planned["at"]) =>
  dueAt !== undefined && dueAt.epochMilliseconds <= at.epochMilliseconds;
