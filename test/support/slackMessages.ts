import type { SlackView } from "../../packages/local/src/view.ts";
import { at, newImage } from "./view.ts";

/** Messages as the product posts them, for what draws them. */

const date = (iso: string) =>
  `<!date^${Math.floor(Date.parse(iso) / 1000)}^{date_short_pretty} {time}|${iso.slice(0, 16)}Z>`;
const header = (text: string) => ({ type: "header", text: { type: "plain_text", text, emoji: true } });
const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
const context = (text: string) => ({ type: "context", elements: [{ type: "mrkdwn", text }] });

/** A message of the channel's own, whose id is told from when it was sent. */
const standing = (channel: string, sent: string) => ({
  ts: `${Math.floor(Date.parse(sent) / 1000)}.${channel.length}`,
  editedAt: null,
  thread: null,
  onlyFor: null,
});

export function planned(channel: string, service: string, sent: string): SlackView {
  return {
    channel,
    at: sent,
    ...standing(channel, sent),
    text: `${service} gets base-al2023-x86_64-20261123`,
    blocks: [
      header(`${service} gets a new image`),
      section(`*base-al2023-x86_64-20261123* (\`${newImage}\`) replaces _base-al2023-x86_64-20261026_.`),
      {
        type: "section",
        fields: [
          { type: "mrkdwn", text: `*development*\nnow` },
          { type: "mrkdwn", text: `*staging*\n${date(at("09:00"))}` },
          { type: "mrkdwn", text: `*production*\n${date(at("26 10:00"))}` },
        ],
      },
      { type: "divider" },
      context("Window of production: Tue-Thu 10:00-16:00 (Europe/London) · <https://example.com/runbook|Runbook>"),
    ],
  };
}
export function started(channel: string, service: string, environment: string, sent: string): SlackView {
  return {
    channel,
    at: sent,
    ...standing(channel, sent),
    text: `${service} ${environment}: refresh started`,
    blocks: [
      section(
        `:arrows_counterclockwise: *${service} ${environment}* is being refreshed to \`base-al2023-x86_64-20261123\`.`,
      ),
      context(`1 group: ${service}-${environment} · since ${date(sent)}`),
    ],
  };
}
export function succeeded(channel: string, service: string, environment: string, sent: string): SlackView {
  return {
    channel,
    at: sent,
    ...standing(channel, sent),
    text: `${service} ${environment}: refreshed`,
    blocks: [
      section(`:white_check_mark: *${service} ${environment}* is refreshed.`),
      context(`Took 9 minutes · 1 group`),
    ],
  };
}
export function failed(channel: string, service: string, environment: string, sent: string): SlackView {
  return {
    channel,
    at: sent,
    ...standing(channel, sent),
    text: `${service} ${environment}: refresh failed`,
    blocks: [
      section(`:x: *${service} ${environment}* failed: the image goes no further.`),
      section("```instance i-0b7 did not become healthy within the grace period```"),
    ],
  };
}
