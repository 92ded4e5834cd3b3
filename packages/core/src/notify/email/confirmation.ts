import type { Kept } from "../../domain/subscription/kept.ts";
import { oneLine } from "../text.ts";
import { whatOf } from "../whatOf.ts";
import { escapeHtml } from "./html.ts";
import type { EmailForm } from "./index.ts";
import { darkMode, styles } from "./style.ts";

/** Asks whether its reader wants to be told: a mail that says who has asked for it, and nothing that somebody could advertise with. */
export function toConfirmationMail(subscription: Kept, link: string): EmailForm {
  const what = oneLine(whatOf(subscription));
  const by = oneLine(subscription.by).slice(0, 80);
  const sentences = [
    `${by} has subscribed this address to news of refreshes by ami-refresh.`,
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
