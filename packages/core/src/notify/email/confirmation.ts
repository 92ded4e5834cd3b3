import type { Policy } from "../../domain/policy.ts";
import type { Kept } from "../../domain/subscription/kept.ts";
import { oneLine } from "../text.ts";
import { whatOf } from "../whatOf.ts";
import { escapeHtml } from "./html.ts";
import type { EmailForm } from "./index.ts";
import { darkMode, styles } from "./style.ts";

/**
 * Asks whether its reader wants to be told: a mail that says who has asked for it, what this is and whose services it is
 * about, for its reader may never have heard of it; and nothing that somebody could advertise with.
 */
export function toConfirmationMail(policy: Policy, subscription: Kept, link: string): EmailForm {
  const what = oneLine(whatOf(subscription));
  const by = oneLine(subscription.by).slice(0, 80);
  const sentences = [
    `${by} would like this address to be told when instances of ${whose(policy, subscription)} are refreshed.`,
    "Refreshing is what ami-refresh does: it replaces the instances of a service, some at a time, by new ones from a newer machine image.",
    what,
    "Nothing more is sent unless you confirm it within three days. If you do not want it, do nothing.",
  ];
  return {
    subject: "Confirm that you want to hear of refreshes",
    text: `${sentences.join("\n\n")}\n\nConfirm: ${link}\n`,
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Confirm that you want to hear of refreshes</title>
<style>${darkMode}</style>
</head>
<body class="page" style="${styles.page}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="page" style="${styles.outer}">
<tr><td align="center" style="${styles.margin}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="card" style="${styles.card}">
<tr><td style="${styles.cell}">
<h1 class="text" style="${styles.headline}">Do you want to hear of refreshes?</h1>
${sentences.map((sentence) => `<p class="text" style="${styles.paragraph}">${escapeHtml(sentence)}</p>`).join("\n")}
<p class="text" style="${styles.paragraph}"><a class="text" style="${styles.link}" href="${escapeHtml(link)}">Confirm</a></p>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`,
  };
}

/** So many services, or teams, are named. */
const most = 8;

/** `checkout of the team payments`, or where all services are meant, of whose they are. */
function whose({ services }: Policy, { filter }: Kept): string {
  const named = (filter.services ?? Object.keys(services)).flatMap((name) => services[name] ?? []);
  const teams = [...new Set(named.map(({ team }) => team))];
  const of = teams.length === 1 ? "the team" : "the teams";
  const which = filter.services ? some(named.map(({ name }) => name)) : "every service";
  return teams.length === 0 ? "services" : `${which} of ${of} ${some(teams)}`;
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, most);
  const more = names.length - shown.length;
  const last = more > 0 ? `${more} more` : shown.pop();
  return shown.length === 0 ? `${last}` : `${shown.join(", ")} and ${last}`;
}
