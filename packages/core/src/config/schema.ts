import * as z from "zod";
import { powers } from "../domain/policy.ts";
import { channelKinds, severities } from "../domain/subscription.ts";
import { addresses } from "./addresses.ts";
import * as leaf from "./leaves.ts";
import { Refresh } from "./refreshSchema.ts";

/** The configuration as it is written. What it comes to, with every default applied, is the domain's Policy. */

const Tags = z.record(leaf.tagKey, leaf.tagValue);
const GroupTags = z.strictObject({
  tags: Tags.describe(
    "Tags of the groups, in place of or beside the usual ones (`Service=<service>`, `Environment=<environment>`).",
  ),
});
const GroupNames = z.array(leaf.groupName).min(1);
const LaunchTemplates = z.union([
  z.literal("tagged", "tagged"),
  z.array(leaf.launchTemplateId).min(1),
  z.strictObject({ tags: Tags.describe("Tags that the launch templates carry.") }),
]);

const settings = {
  timezone: leaf.timezone
    .describe("IANA time zone in which windows are read. Default: the configuration's.")
    .exactOptional(),
  delay: leaf
    .duration()
    .describe("How long after its publication an image may start here, at the earliest. Default: 0m.")
    .exactOptional(),
  soak: leaf
    .duration()
    .describe("How long the image must have run in the environment before this one. Default: 0m.")
    .exactOptional(),
  notice: leaf
    .duration()
    .describe("How long before the start the team must have been told. Default: 0m.")
    .exactOptional(),
  approval: z
    .union([z.enum(["required", "none"], "`required`, `none`"), z.array(leaf.name).min(1)])
    .describe(
      "Somebody has to approve each image before it starts here: `required` (somebody of the service's team), a list of the teams that may, or `none`. Default: none.",
    )
    .exactOptional(),
  approvalTimeout: leaf
    .someTime()
    .describe(
      "How long an approval is awaited, from when the refresh could have started otherwise; then it counts as declined. Default: 7d.",
    )
    .exactOptional(),
  window: leaf.windows
    .describe(
      "When refreshes may start: days and times on the wall clock, one or a list of several. `always`: at any time. Default: always.",
    )
    .exactOptional(),
  refresh: Refresh.describe("How instances are replaced: the vocabulary of EC2's instance refresh.").exactOptional(),
  template: z
    .enum(["pin", "leave"])
    .describe(
      "Groups on `$Latest`, `$Default` or a parameter: pin them to a numbered version with the image written into it, or leave them alone. Default: pin.",
    )
    .exactOptional(),
  launchTemplates: LaunchTemplates.describe(
    "Launch templates that may be given new versions: `tagged` with the service's tag, a list of ids, or tags. Default: all that do not carry another service's tag.",
  ).exactOptional(),
  instanceRoles: z
    .array(leaf.roleName)
    .describe("IAM roles that the instances may have: those of the instance profiles in launch templates. Default: [].")
    .exactOptional(),
  adopt: leaf.flag
    .describe("Take over groups whose image is known to be of another family. Default: false.")
    .exactOptional(),
};
const withTags = { ...settings, groups: GroupTags.describe("Which groups are meant.").exactOptional() };
const withNames = {
  ...settings,
  groups: z
    .union([GroupNames, GroupTags])
    .describe("Which groups are meant: a list of their names, or tags. Default: by the usual tags.")
    .exactOptional(),
};

const { timezone: _, ...defaults } = withTags;

const Image = z.strictObject({
  owners: leaf
    .oneOrMore(leaf.owner)
    .describe("Accounts whose images are trusted: `self` and ids of 12 digits in quotes. A name is no identity."),
  name: leaf
    .text("a pattern over names of images such as base-al2023-*", /^.{1,128}$/)
    .describe("Pattern over the image's name: `*` stands for any run of characters, `?` for one."),
  architecture: z
    .enum(["x86_64", "arm64", "i386", "x86_64_mac", "arm64_mac"])
    .describe("EC2's architecture. Default: any.")
    .exactOptional(),
  tags: z
    .record(leaf.text("the key of a tag", /^.{1,128}$/), leaf.text("the value of a tag or a pattern", /^.{0,256}$/))
    .describe("Tags that the image must carry; values are patterns.")
    .exactOptional(),
  parameter: leaf.imageParameter
    .describe(
      "Parameter Store parameter that names the image with which an environment succeeded last, as /ami/{service}/{environment}. Default: none.",
    )
    .exactOptional(),
});

const Freeze = z.strictObject({
  from: leaf.moment.describe(
    "First day of the freeze, or the time at which it begins, in the configuration's time zone.",
  ),
  to: leaf.moment.describe("Last day of the freeze (the whole of it is frozen), or the time at which it ends."),
  reason: z
    .string("a sentence for people")
    .min(1, "a sentence for people")
    .describe("Why, for everyone who has to wait."),
  environments: leaf.oneOrMore(leaf.name).describe("Only these environments. Default: all.").exactOptional(),
  services: leaf.oneOrMore(leaf.name).describe("Only these services. Default: all.").exactOptional(),
  teams: leaf.oneOrMore(leaf.name).describe("Only services of these teams. Default: all.").exactOptional(),
});

const Subscription = z
  .strictObject({
    ...addresses,
    services: leaf.oneOrMore(leaf.name).describe("Only these services. Default: all of the team.").exactOptional(),
    environments: leaf.oneOrMore(leaf.name).describe("Only these environments. Default: all.").exactOptional(),
    families: leaf.oneOrMore(leaf.name).describe("Only images of these families. Default: all.").exactOptional(),
    events: leaf
      .oneOrMore(leaf.text("the name of an event such as step.failed", /^\S+$/))
      .describe("Only these events. Default: all.")
      .exactOptional(),
    severity: z
      .enum(severities, severities.join(", "))
      .describe("Nothing that matters less than this. Default: info by mail, else quiet.")
      .exactOptional(),
    digest: leaf.digest
      .describe("When it is told: `immediately`, `hourly`, or at a time such as `daily 09:00`. Default: immediately.")
      .exactOptional(),
    quiet: leaf.quietHours
      .describe("Hours in which nothing but failures is told, such as 22:00-07:00. Default: none.")
      .exactOptional(),
    timezone: leaf.timezone
      .describe("Time zone of its digest, its quiet hours, and of times in its messages. Default: the team's.")
      .exactOptional(),
  })
  .superRefine((subscription, ctx) => {
    const given = channelKinds.filter((kind) => subscription[kind] !== undefined);
    if (given.length === 1) return;
    const message = given.length === 0 ? "says not where" : `says ${given.join(" and ")}`;
    leaf.report(ctx, { message, remedy: `give it one of ${channelKinds.join(", ")}` });
  });

const slack = leaf.slackUser.describe("The person's id in Slack.");
const Member = z.strictObject({
  slack,
  may: z
    .array(z.enum(powers))
    .describe(
      "What the person may do from Slack: `approve` (or decline) what the team is asked, `pause` (or resume) its services, `roll-back` (or cancel) their refreshes. Default: `approve` and `pause`.",
    )
    .exactOptional(),
});

const Team = z.strictObject({
  slack: leaf.slackChannel.describe("Slack channel that is told. Default: none.").exactOptional(),
  email: leaf.oneOrMore(leaf.mail).describe("Mail addresses that are told. Default: none.").exactOptional(),
  timezone: leaf.timezone
    .describe("Time zone of the times in messages to the team. Default: the configuration's.")
    .exactOptional(),
  subscriptions: z.array(Subscription).describe("Who else is told, of what, and when. Default: [].").exactOptional(),
  members: z
    .record(leaf.name, Member)
    .describe("People who may act for the team from Slack, by name. Default: nobody.")
    .exactOptional(),
});

const ServiceEnvironment = z.union([z.literal(false, "false"), z.strictObject(withNames).nullable()]);

const Service = z.strictObject({
  team: leaf.name.describe("The team that owns the service and is told."),
  image: leaf.oneOrMore(leaf.name).describe("The family of its images, or a list of several."),
  environments: z
    .record(leaf.environmentName, ServiceEnvironment)
    .describe("What is different in single environments; false: the service has no such environment. Default: {}.")
    .exactOptional(),
  ...withNames,
});

export const Written = z
  .strictObject({
    timezone: leaf.timezone
      .describe("IANA time zone of windows, freezes and messages where nothing else is said. Default: UTC.")
      .exactOptional(),
    email: z
      .strictObject({ from: leaf.sender.describe("Sender of every mail, verified in Amazon SES.") })
      .describe("Needed where a team wants mail.")
      .exactOptional(),
    operators: z
      .strictObject({
        email: leaf.oneOrMore(leaf.mail).describe("Mail addresses that alarms go to. Default: none.").exactOptional(),
        topic: leaf.topicArn.describe("An SNS topic that alarms go to as well. Default: none.").exactOptional(),
        traces: leaf.layerArn
          .describe("A Lambda layer of OpenTelemetry, which turns traces on. Default: none, and nothing is traced.")
          .exactOptional(),
        publicConcurrency: leaf.concurrency
          .describe(
            "Of each function that is open to the internet so many run at a time at the most, reserved for it. Default: no limit but the account's.",
          )
          .exactOptional(),
        members: z
          .record(leaf.name, z.strictObject({ slack }))
          .describe(
            "People who may pause and resume every service, and everything, from Slack, by name. Default: nobody.",
          )
          .exactOptional(),
      })
      .describe("Who is told when something is wrong with ami-refresh itself.")
      .exactOptional(),
    sandbox: z
      .strictObject({
        slack: leaf.slackChannel.describe("Slack channel in place of every team's. Default: none.").exactOptional(),
        email: leaf.mail.describe("Mail address in place of every team's. Default: none.").exactOptional(),
      })
      .describe("Where messages go in every stage but production. Default: nowhere.")
      .exactOptional(),
    tags: z
      .strictObject({
        service: leaf.tagKey.describe("Key of the tag that names a group's service. Default: Service.").exactOptional(),
        environment: leaf.tagKey
          .describe("Key of the tag that names a group's environment. Default: Environment.")
          .exactOptional(),
      })
      .describe("The tags by which groups are found.")
      .exactOptional(),
    images: leaf
      .named(leaf.name, Image)
      .describe("Families of images by name: each a stream of images that replace each other."),
    defaults: z
      .strictObject(defaults)
      .describe("Settings of every environment that says nothing else.")
      .exactOptional(),
    environments: leaf
      .named(leaf.environmentName, z.strictObject(withTags).nullable())
      .describe("Environments by name, in promotion order: an image goes from the first to the last."),
    freezes: z.array(Freeze).describe("Times in which nothing starts.").exactOptional(),
    teams: leaf.named(leaf.name, Team.nullable()).describe("Teams by name, and how they are told."),
    services: leaf.named(leaf.name, Service).describe("Services by name."),
  })
  .describe("Configuration of ami-refresh.");

export type Written = z.infer<typeof Written>;
export type WrittenService = z.infer<typeof Service>;
export type WrittenSubscription = z.infer<typeof Subscription>;
export type WrittenFreeze = z.infer<typeof Freeze>;
/** What can be set for an environment, a service, or a service's environment. */
export type Settings = NonNullable<Exclude<z.infer<typeof ServiceEnvironment>, false>>;
