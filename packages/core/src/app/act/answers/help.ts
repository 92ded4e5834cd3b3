import type { SlackForm } from "../../../notify/slack.ts";
import { code, list, say, strong } from "../../../notify/text.ts";
import { wishOptions } from "../subscribing/read.ts";
import { sentences } from "./sentence.ts";

const lines = [
  ["status [SERVICE]", "where its rollouts are and what they wait for; without a service: those of your teams"],
  ["plan [SERVICE]", "what would happen when, if an image were published now"],
  ["approve SERVICE ENVIRONMENT [COMMENT]", "lets the image that waits for it start there"],
  ["decline SERVICE ENVIRONMENT [COMMENT]", "ends that image's rollout in the service"],
  [
    "pause SERVICE [ENVIRONMENT] REASON [--until TIME | --for DURATION]",
    "nothing starts there until somebody resumes it, or until then",
  ],
  ["resume SERVICE [ENVIRONMENT]", "what waited for that alone starts"],
  ["cancel SERVICE ENVIRONMENT [REASON]", "stops the refresh there, once you have confirmed it"],
  ["roll-back SERVICE ENVIRONMENT [REASON]", "brings back the image from before there, once you have confirmed it"],
  [
    "subscribe [here] [SERVICE …] [OPTIONS]",
    "tells you, or with `here` this channel, what happens to these services, or to all",
  ],
  ["unsubscribe [here] [--id ID]", "ends all of that, or one subscription"],
  ["subscriptions [here]", "what you are told, or this channel is"],
  ["pause everything REASON", "with the same options, and `resume everything`: for operators"],
] as const;

export const helpText = (): SlackForm =>
  sentences(
    [
      say`${strong("/ami")} tells how the services get their new images, and takes what you decide:`,
      ...lines.map(([usage, meaning]) => say`${code(`/ami ${usage}`)} ${meaning.replaceAll("`", "")}`),
      say`Options of ${code("subscribe")}: ${list(Object.entries(wishOptions).map(([name, value]) => say`${code(`--${name} ${value}`)}`))}.`,
      say`Who may decide what is in the configuration. A reason of several words may stand in quotes.`,
    ],
    "UTC",
  );
