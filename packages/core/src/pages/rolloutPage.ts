import type { RolloutPage, RolloutView } from "../app/showRollout.ts";
import { differenceIn } from "../domain/rollout/difference.ts";
import { isOver, pausesOf } from "../domain/rollout/pauses.ts";
import type { Pause, Track } from "../domain/rollout/state.ts";
import { imagePage } from "../notify/awsConsole.ts";
import { resumeCommand } from "../notify/describe/command.ts";
import { differenceFacts } from "../notify/describe/difference.ts";
import { pageOr, type Reader } from "../notify/describe/shared.ts";
import { escapeHtml } from "../notify/email/html.ts";
import { type Known, knownIn } from "../notify/known.ts";
import type { Fact } from "../notify/message.ts";
import { environmentsOf, outcome, pausedText, standing } from "../notify/standing.ts";
import { moment, say, sentence, type Text } from "../notify/text.ts";
import { writeSpan } from "../notify/times.ts";
import { frame, paragraph } from "./parts.ts";
import { card, doable, glance, type Standing } from "./rollout/card.ts";
import { icon } from "./rollout/picture.ts";
import { rolloutStyle } from "./rollout/style.ts";
import { html } from "./text.ts";

/** A page of one rollout, for whoever has been told of it: it only shows, and renews itself while there is news to come. */
export function toRolloutPage(page: RolloutPage): { readonly status: number; readonly html: string } {
  if (page.kind === "rollout") return { status: 200, html: rolloutPage(page) };
  const { status, title, remedy } = wrongs[page.why];
  return { status, html: frame(title, [paragraph(remedy)]) };
}

const wrongs = {
  forged: {
    status: 400,
    title: "This link is not one of ours",
    remedy: "It may have been cut off on its way: copy it from the message as a whole.",
  },
  expired: {
    status: 410,
    title: "This link has expired",
    remedy: "Follow the link in a newer message. ami-refresh status says at any time where rollouts are.",
  },
  method: { status: 405, title: "This page is to be looked at", remedy: "Open it in a browser." },
  unconfigured: {
    status: 410,
    title: "This service is not there any more",
    remedy: "It has left the configuration: nothing of it is refreshed.",
  },
  forgotten: {
    status: 410,
    title: "This rollout is long over",
    remedy:
      "Of each service the latest are kept, and it is not among them any more. The messages about it tell how it went.",
  },
} as const;

/** Minutes from one look to the next: whoever has unfolded something has time to read it. */
const renewal = 2;

function rolloutPage(view: RolloutView): string {
  const { service, team, track, rollout, now, until, region } = view;
  const { image, status } = rollout;
  const write = (text: Text) => html(text, team.timezone);
  const reader: Reader = { team, service, ...(region !== undefined && { region }) };
  // At which checkpoint a group is, it says itself.
  const known: Known = { ...knownIn(track, rollout, now), checkpoints: {} };
  const { severity, text } = outcome(known, environmentsOf(known, []));
  const isUnderWay = status === "active";
  const standings = standingsOf(view, known);
  const body = [
    `<p class="image">${escapeHtml(image.name)}</p>`,
    `<p class="state ${severity}">${write(sentence(text))}</p>`,
    ...(known.pauses ?? []).map((pause) => pauseNotice(pause, view, reader)),
    ...newerNotice(view),
    `<ol class="glance">${standings.map((one) => glance(one, view)).join("\n")}</ol>`,
    `<ol class="steps">${standings.map((one) => card(one, view, reader)).join("\n")}</ol>`,
    ...doable(standings, view, reader),
    "<h2>The image</h2>",
    `<dl>${factsOf(view)
      .map(({ name, value }) => `<dt>${escapeHtml(name)}</dt><dd>${write(value)}</dd>`)
      .join("\n")}</dl>`,
    `<footer><p>As of ${write([moment(now)])}. ${isUnderWay ? `The rollout is under way: this page renews itself every ${renewal} minutes.` : "The rollout has ended."}</p>`,
    `<p>For team ${escapeHtml(team.name)}, to which ${escapeHtml(service.name)} belongs. Times are in ${escapeHtml(team.timezone)}. Whoever has the link sees this page, until ${write([moment(until)])}; nothing can be done from it.</p></footer>`,
  ];
  return frame(service.name, body, {
    title: `${service.name}: ${image.name}`,
    wide: true,
    sheet: rolloutStyle,
    ...(isUnderWay && { renewal: renewal * 60 }),
  });
}

function standingsOf(view: RolloutView, known: Known): Standing[] {
  const { track, rollout, now, region } = view;
  const before = beforeIt(view);
  return rollout.steps.map((step) => ({
    step,
    row: standing(step.environment, known, region),
    pauses: pausesOf(track, step.environment).filter((pause) => !isOver(pause, now)),
    before,
  }));
}

function pauseNotice(pause: Pause, { service, team }: RolloutView, reader: Reader): string {
  const resume = say`To resume: ${resumeCommand({ service: service.name, ...pause }, reader)}`;
  return `<div class="notice warning">${icon("paused")}<p>${html(pausedText(pause, service.name), team.timezone)}</p><p class="note">${html(resume, team.timezone)}</p></div>`;
}

/** What is on its way behind it. */
function newerNotice({ track, rollout, team }: RolloutView): string[] {
  const newer = track.rollouts.slice(0, track.rollouts.indexOf(rollout)).filter(({ status }) => status === "active");
  return newer.map(({ image, publishedAt }) => {
    const text = say`A newer image is on its way: ${image.name}, published ${moment(publishedAt)}.`;
    return `<div class="notice quiet">${icon("passed over")}<p>${html(text, team.timezone)}</p></div>`;
  });
}

/** The track as it was without what came after. */
const beforeIt = ({ track, rollout }: RolloutView): Track => ({
  ...track,
  rollouts: track.rollouts.slice(track.rollouts.indexOf(rollout)),
});

/** What is different about it, in the last environment: of the others each says which it runs. */
function factsOf(view: RolloutView): Fact[] {
  const { rollout, track, now, region } = view;
  const { image, steps, publishedAt } = rollout;
  const last = steps.at(-1);
  const difference = last ? differenceIn(beforeIt(view), rollout, last.environment) : {};
  return [
    { name: "Image", value: say`${pageOr(imagePage(region, image.id), image.id)}` },
    { name: "Architecture", value: say`${image.architecture}, family ${track.family}` },
    { name: "Created", value: say`${moment(image.createdAt)}, ${writeSpan(image.createdAt, now)} ago` },
    { name: "Published", value: say`${moment(publishedAt)}` },
    ...differenceFacts({ image, ...difference }),
  ];
}
