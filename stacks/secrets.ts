import { arn, region } from "./account.ts";
import { footprint } from "./policy.ts";

/**
 * A SecureString that an operator puts there: a parameter of the stack would have its value in the stack's state. Under
 * the account's default key (`aws/ssm`) everybody who may read it may decrypt it, without a permission on the key
 * (https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-restrict-decryption.html).
 */
function secret(what: string) {
  const name = `/ami-refresh/${$app.stage}/${what}`;
  return { name, arn: arn("ssm", `parameter${name}`) };
}

/** With it the app posts in Slack. */
export const slackTokenParameter = secret("slack-token");
/** With it Slack signs what it sends. */
export const slackSigningSecretParameter = secret("slack-signing-secret");
/** With it the links in mails are signed. Who sends mails makes it, where there is none. */
export const linkSecretParameter = secret("link-secret");
/** With it the links to the pages of rollouts are signed. Whoever tells of one first makes it, where there is none. */
export const pageSecretParameter = secret("page-secret");
/** With them we sign what webhooks are told; the configuration names those of its own. */
export const webhookSecrets = {
  path: secret("webhooks/").name,
  arns: (footprint.webhookSecrets ?? []).map((name) => secret(`webhooks/${name}`).arn),
};

/**
 * For functions that read parameters whose names only events and launch templates tell. None of them is a secret: not
 * our own, nor any other SecureString of the account, which Parameter Store decrypts on behalf of its reader.
 */
export const noSecrets = (...actions: ("ssm:GetParameter" | "ssm:GetParameters")[]) => [
  {
    effect: "deny" as const,
    actions,
    resources: [
      ...[slackTokenParameter, slackSigningSecretParameter, linkSecretParameter, pageSecretParameter].map(
        ({ arn }) => arn,
      ),
      ...webhookSecrets.arns,
    ],
  },
  {
    effect: "deny" as const,
    actions: ["kms:Decrypt"],
    resources: [arn("kms", "key/*")],
    conditions: [
      { test: "StringEquals", variable: "kms:ViaService", values: [$interpolate`ssm.${region}.amazonaws.com`] },
    ],
  },
];
