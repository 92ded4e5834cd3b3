import { arn } from "./account.ts";
import { defaultBus } from "./channels.ts";
import { physicalName } from "./names.ts";
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
 * The configuration set of this stage, by which all of its mail is sent; undefined where none is. SES tells of mails that
 * came back, or were marked as spam, on the default bus, the only one that it takes
 * (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_EventBridgeDestination.html). What the account does about
 * such addresses itself, by its suppression list, stays as the account has it.
 */
export const configurationSet = sender === undefined ? undefined : madeSet(physicalName(64));

function madeSet(name: string) {
  const set = new aws.sesv2.ConfigurationSet("Mail", { configurationSetName: name });
  new aws.sesv2.ConfigurationSetEventDestination("MailFeedback", {
    configurationSetName: set.configurationSetName,
    eventDestinationName: "feedback",
    eventDestination: {
      enabled: true,
      matchingEventTypes: ["BOUNCE", "COMPLAINT"],
      eventBridgeDestination: { eventBusArn: defaultBus },
    },
  });
  return { name, arn: set.arn };
}

/**
 * The identity is the operators' own: it outlives any stage, and its owner verifies it. SES asks for the permission on
 * the sender's identity (address or domain), on the configuration set, and in the sandbox on recipients' identities too;
 * the condition keeps it to one sender
 * (https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html).
 */
export const sendMail = (from: string, set: NonNullable<typeof configurationSet>) => ({
  actions: ["ses:SendEmail"],
  resources: [arn("ses", "identity/*"), set.arn],
  conditions: [{ test: "StringEquals", variable: "ses:FromAddress", values: [addressOf(from)] }],
});

/** `AMI refresh <ami-refresh@example.com>` without the name. */
const addressOf = (from: string) => /<([^>]+)>\s*$/.exec(from)?.[1] ?? from;
