import type { SlackForm } from "../../../notify/slack.ts";
import { code, say, strong } from "../../../notify/text.ts";
import { sentences } from "./sentence.ts";

const lines = [
  ["status [SERVICE]", "where its rollouts are and what they wait for; without a service: those of your teams"],
  ["plan [SERVICE]", "what would happen when, if an image were published now"],
  ["approve SERVICE ENVIRONMENT [COMMENT]", "lets the image that waits for it start there"],
  ["decline SERVICE ENVIRONMENT [COMMENT]", "ends that image's rollout in the service"],
  ["pause SERVICE [ENVIRONMENT] REASON", "nothing starts there until somebody resumes it"],
  ["resume SERVICE [ENVIRONMENT]", "what waited for that alone starts"],
  ["pause everything REASON", "and `resume everything`: for operators"],
] as const;

export const helpText = (): SlackForm =>
  sentences(
    [
      say`${strong("/ami")} tells how the services get their new images, and takes what you decide:`,
      ...lines.map(([usage, meaning]) => say`${code(`/ami ${usage}`)} ${meaning.replaceAll("`", "")}`),
      say`Who may decide what is in the configuration. A name or a reason of several words goes into quotes.`,
    ],
    "UTC",
  );
