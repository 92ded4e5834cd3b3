import type { Page } from "../app/links.ts";
import { asChosen } from "../domain/subscription/choice.ts";
import { type Choice, isSuspended, type Silenced, whyWords } from "../domain/subscription/kept.ts";
import type { Subscription } from "../domain/subscription.ts";
import { escapeHtml } from "../notify/email/html.ts";
import { whatOf } from "../notify/whatOf.ts";
import { button, form, frame, paragraph, select } from "./parts.ts";

/** A page that works without a script: every button is a form of its own, sent to where it came from. */
export function toPage(page: Page): { readonly status: number; readonly html: string } {
  switch (page.kind) {
    case "wrong":
      return { status: statuses[page.why], html: frame(titles[page.why], [paragraph(remedies[page.why])]) };
    case "confirm":
      return { status: 200, html: confirmPage(page) };
    case "reader":
      return { status: 200, html: readerPage(page) };
  }
}

const statuses = { forged: 400, expired: 410, gone: 410, method: 405, unclear: 400 } as const;
const titles = {
  forged: "This link is not one of ours",
  expired: "This link has expired",
  gone: "This subscription is not there any more",
  method: "This page is to be looked at",
  unclear: "Nothing was changed",
} as const;
const remedies = {
  forged: "It may have been cut off on its way: copy it from the mail as a whole.",
  expired: "Follow the link in a newer mail, or subscribe again.",
  gone: "It has ended. Subscribe again if you want to be told.",
  method: "Open it in a browser.",
  unclear: "What was sent here is not understood. Open the link of the mail in a browser, and press a button there.",
} as const;

function confirmPage({ subscription, done }: Extract<Page, { kind: "confirm" }>): string {
  const { to } = subscription.address;
  const what = paragraph(whatOf(subscription));
  if (done) return frame(`${to} is subscribed`, [what, paragraph("Every mail has a link to change that.")]);
  return frame(`Subscribe ${to}?`, [
    what,
    paragraph(`Asked for by ${subscription.by}. Nothing is sent to you unless you say so here.`),
    form({ do: "confirm" }, button("Subscribe")),
  ]);
}

function readerPage({ to, silenced, configured, choice, own, done }: Extract<Page, { kind: "reader" }>): string {
  const isTold = configured.length + own.length > 0;
  const state = isTold ? "This is what it is told of:" : "Nobody has subscribed this address to anything.";
  return frame(`What ${to} is told`, [
    ...(done === undefined ? [] : [`<p class="done" role="status">${escapeHtml(done)}</p>`]),
    ...(silenced
      ? [...silencedParts(silenced), ...(isTold ? [paragraph("It would be told of:")] : [])]
      : [paragraph(state)]),
    ...configured.map((one) => configuredSection(one, choice)),
    ...(configured.length > 0 ? [choiceSection(choice)] : []),
    ...own.map(ownSection),
    silenced
      ? form({ do: "hear" }, button("Tell me again"))
      : form({ do: "unsubscribe" }, button("Unsubscribe from everything")),
  ]);
}

/** Whoever reads a mail server's words knows best what to do about them. */
function silencedParts(silenced: Silenced): string[] {
  const { why, at, reason } = silenced;
  const since = at.toZonedDateTimeISO("UTC").toPlainDate();
  const said = paragraph(`Nothing is sent to this address since ${since}, for ${whyWords[why]}.`);
  if (!isSuspended(silenced)) return [said];
  return [
    said,
    ...(reason === undefined ? [] : [`<p class="faint">${escapeHtml(reason)}</p>`]),
    paragraph(
      "Once it takes mail again, say so here. Amazon SES may go on keeping mail from it; if none comes, ask the people who run ami-refresh to take it off SES's suppression list.",
    ),
  ];
}

function configuredSection(one: Subscription, choice: Choice | undefined): string {
  const [says, told] = [whatOf(one), whatOf(asChosen(choice, one))];
  const instead = says === told ? "" : ` It says: ${escapeHtml(says)}`;
  return `<section>${paragraph(told)}
<p class="faint">By the configuration, for the team ${escapeHtml(one.team ?? "")}: whoever looks after it can change that.${instead}</p></section>`;
}

/** What the configuration says has less of it told here, or at other times, and never more. */
function choiceSection(choice: Choice | undefined): string {
  const asConfigured = { configured: "as the configuration says" };
  const severity = { ...asConfigured, failure: severities.failure };
  const digest = choice?.digest;
  const choices = [
    select("severity", "Tell this address", severity, choice?.severity ?? "configured"),
    select(
      "digest",
      "how often",
      { ...asConfigured, ...digests },
      digest === undefined ? "configured" : digestOf(digest),
    ),
    button("Change", true),
  ];
  const chosen = choice
    ? `Chosen by ${escapeHtml(choice.by)} on ${choice.at.toZonedDateTimeISO("UTC").toPlainDate()}. `
    : "";
  return `<section><p class="faint">${chosen}What is chosen here holds for everybody who reads this address; the team's other addresses are told of it. Failures are told at once, however often the rest is.</p>
${form({ do: "choose" }, choices.join(" "))}</section>`;
}

/** What cannot be chosen here is shown as it is, and stays so (`kept`) unless something else is chosen. */
function ownSection(one: Extract<Page, { kind: "reader" }>["own"][number]): string {
  const { severity = "info" } = one.filter;
  const { digest } = one.pace;
  const at = typeof digest === "object" ? digest.daily.toString({ smallestUnit: "minute" }) : undefined;
  const isOtherTime = at !== undefined && at !== "09:00";
  const choices = [
    severity === "failure" || severity === "info"
      ? select("severity", "Tell me", severities, severity === "failure" ? severity : "all")
      : select("severity", "Tell me", { ...severities, kept: otherSeverities[severity] }, "kept"),
    isOtherTime
      ? select("digest", "how often", { ...digests, kept: `once a day, at ${at}` }, "kept")
      : select("digest", "how often", digests, digestOf(digest)),
    button("Change", true),
  ];
  return `<section>${paragraph(whatOf(one))}
<p class="faint">${one.status === "pending" ? "Not confirmed yet. " : ""}Subscribed by ${escapeHtml(one.by)}.</p>
${form({ do: "change", id: one.id }, choices.join(" "))}
${form({ do: "end", id: one.id }, button("End this one", true))}</section>`;
}

const severities = { all: "everything", failure: "failures only" } as const;
const otherSeverities = {
  quiet: "everything, however little it matters",
  success: "what went well, warnings and failures",
  warning: "warnings and failures",
} as const;
const digests = { now: "at once", hourly: "every hour", daily: "once a day, at 09:00" } as const;
const digestOf = (digest: Choice["digest"]) =>
  digest === undefined || digest === "immediately" ? "now" : digest === "hourly" ? "hourly" : "daily";
