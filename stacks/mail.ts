import { arn } from "./account.ts";
import { configFile, footprint } from "./policy.ts";

/** From whom mail comes; undefined where nobody wants mail. */
export const sender =
  footprint.mailReader === undefined
    ? undefined
    : (footprint.sender ?? ($app.stage === "local" ? "ami-refresh@example.com" : undefined));

if (footprint.mailReader !== undefined && sender === undefined) {
  const error = new Error(
    `${configFile}: team ${footprint.mailReader} wants mail, but no sender is set. ` +
      'Add `email: { from: "ami-refresh@your-domain" }` with an address or domain that is verified in Amazon SES.',
  );
  error.name = "ConfigError";
  throw error;
}

/**
 * The identity is the operators' own: it outlives any stage, and its owner verifies it. SES asks for the permission on
 * the sender's identity (address or domain), on its default configuration set, and in the sandbox on recipients' too;
 * the condition keeps it to one sender
 * (https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html).
 */
export const sendMail = (from: string) => ({
  actions: ["ses:SendEmail"],
  resources: [arn("ses", "identity/*"), arn("ses", "configuration-set/*")],
  conditions: [{ test: "StringEquals", variable: "ses:FromAddress", values: [addressOf(from)] }],
});

/** `AMI refresh <ami-refresh@example.com>` without the name. */
const addressOf = (from: string) => /<([^>]+)>\s*$/.exec(from)?.[1] ?? from;
