import type { ChannelKind } from "../packages/core/src/domain/subscription.ts";
import { items } from "./data.ts";
import { type DeliveryArgs, deliveryBy } from "./delivery.ts";
import { links } from "./links.ts";
import { configurationSet, sender, sendMail } from "./mail.ts";
import { footprint } from "./policy.ts";
import { linkSecretParameter, pageSecretParameter, slackTokenParameter, webhookSecrets } from "./secrets.ts";

const { topics = [] } = footprint;

/** What a kind needs whose messages lead to the pages of rollouts. */
const pages = {
  environment: { LINKS_URL: links.url, PAGE_SECRET_PARAMETER: pageSecretParameter.name },
  permissions: [{ actions: ["ssm:GetParameter", "ssm:PutParameter"], resources: [pageSecretParameter.arn] }],
};

/** What each kind of channel needs besides what all of them do; false: no reader is told by it, and it is not deployed. */
const kinds: Readonly<Record<ChannelKind, DeliveryArgs | false>> = {
  slack: {
    description: "Tells channels and people in Slack",
    // A call that hangs is given up after ten seconds, and a batch is handled one after the other. Slack takes about one
    // message a second into a channel (https://docs.slack.dev/apis/web-api/rate-limits).
    batch: 5,
    concurrency: 2,
    // Busy for minutes at a time, where much happens at once.
    receives: 10,
    environment: { SLACK_TOKEN_PARAMETER: slackTokenParameter.name, ...pages.environment },
    permissions: [
      items(["GetItem", "PutItem"], { startsWith: "SLACK#" }),
      // How far a rollout is, and what is paused.
      items(["GetItem"], { startsWith: "TRACK#" }),
      { actions: ["ssm:GetParameter"], resources: [slackTokenParameter.arn] },
      ...pages.permissions,
    ],
  },
  email: {
    description: "Sends mails",
    // SES begins with 14 mails a second for an account in production, and says no to more
    // (https://docs.aws.amazon.com/ses/latest/dg/quotas.html).
    batch: 10,
    concurrency: 2,
    receives: 8,
    environment: {
      ...pages.environment,
      LINK_SECRET_PARAMETER: linkSecretParameter.name,
      ...(sender && configurationSet ? { SENDER: sender, CONFIGURATION_SET: configurationSet.name } : {}),
    },
    permissions: [
      { actions: ["ssm:GetParameter", "ssm:PutParameter"], resources: [linkSecretParameter.arn] },
      ...pages.permissions,
      ...(sender && configurationSet ? [sendMail(sender, configurationSet)] : []),
    ],
  },
  sns: topics.length > 0 && {
    description: "Publishes to the SNS topics of teams",
    batch: 10,
    concurrency: 2,
    receives: 8,
    environment: {},
    // Of any account and Region: a topic of another account has to admit it too.
    permissions: [{ actions: ["sns:Publish"], resources: [...topics] }],
  },
  webhook: webhookSecrets.arns.length > 0 && {
    description: "Posts to the webhooks of teams, signed",
    // At once: who does not answer is given up after ten seconds.
    batch: 10,
    concurrency: 2,
    // Somebody else's deployment may take minutes.
    receives: 10,
    environment: { WEBHOOK_SECRETS: webhookSecrets.path },
    permissions: [{ actions: ["ssm:GetParameter"], resources: webhookSecrets.arns }],
  },
};

/** Every kind of channel that is deployed. */
export const deliveries = Object.entries(kinds).flatMap(([kind, args]) => (args ? [deliveryBy(kind, args)] : []));
