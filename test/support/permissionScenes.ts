import { AwsError } from "@ami-refresh/local/endpoint/operations.ts";
import type { Faults } from "@ami-refresh/local/faults.ts";
import { credentialsOf } from "@ami-refresh/local/functions/credentials.ts";
import type { Wiring } from "@ami-refresh/local/graph/wiring.ts";
import type { Request } from "@ami-refresh/local/iam/question.ts";
import type { RequestLaunchTemplateData } from "@aws-sdk/client-ec2";
import { DescribeLaunchTemplateVersionsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import { tagsOf } from "./fleets.ts";
import { linkIn, openRegion, operator, pageLinkIn, type RegionSketch, type TestRegion } from "./region.ts";

/** Two services that between them need everything that the stacks can grant. */
export const configuration = `
timezone: Europe/London
images:
  base: { owners: [self], name: "base-*", architecture: x86_64, parameter: "/ami/{service}/{environment}" }
environments:
  development: {}
  production: { delay: 1m }
teams:
  payments:
    slack: "#payments"
    email: payments@example.com
    subscriptions:
      - { slack: "#digests", digest: hourly }
      - { slack: U0000ANA01, events: [address.suspended] }
      - { email: digests@example.com, digest: hourly }
      - { sns: "arn:aws:sns:eu-west-2:123456789012:changes" }
      - { sns: "arn:aws:sns:eu-central-1:999999999999:digests", digest: hourly }
      - { webhook: { url: "https://hooks.example.com/changes", secret: changes } }
      - { webhook: { url: "https://hooks.example.com/digests", secret: digests }, digest: hourly }
    members: { ana: { slack: U0000ANA01 } }
email: { from: AMI refresh <ami-refresh@example.com> }
services:
  checkout: { team: payments, image: base, launchTemplates: tagged, instanceRoles: [checkout-instance] }
  ledger:
    team: payments
    image: base
    instanceRoles: ["payments/ledger-InstanceRole-*"]
    environments: { production: { groups: [ledger-prod-a] } }
`;

const oldImage = "base-2026.11.01";
const instanceProfiles: Readonly<Record<string, string>> = {
  checkout: "arn:aws:iam::123456789012:instance-profile/checkout-instance",
  ledger: "arn:aws:iam::123456789012:instance-profile/payments/ledger-InstanceRole-1A2B3C",
};
const groups = [
  { name: "checkout-dev", service: "checkout", template: "aws", tags: tagsOf("development", "checkout") },
  { name: "checkout-prod", service: "checkout", template: "own", tags: tagsOf("production", "checkout") },
  { name: "ledger-dev", service: "ledger", template: "aws", tags: tagsOf("development", "ledger") },
  { name: "ledger-prod-a", service: "ledger", template: "own", tags: {} },
];

/** Parameters that templates name: one of ours, and one of those that AWS publishes. */
const parameters: Readonly<Record<string, string>> = {
  own: "/golden/base",
  aws: "/aws/service/base",
};

/** A template that uses all that a launch can ask a permission for; its image stands in a parameter. */
const everything = (service: string, parameter: string): RequestLaunchTemplateData => ({
  ImageId: `resolve:ssm:${parameter}`,
  InstanceType: "m7i.large",
  KeyName: "operators",
  IamInstanceProfile: { Arn: instanceProfiles[service] },
  SecurityGroupIds: ["sg-0123456789abcdef0"],
  Placement: { GroupName: "together" },
  CapacityReservationSpecification: { CapacityReservationTarget: { CapacityReservationId: "cr-0123456789abcdef0" } },
  BlockDeviceMappings: [{ DeviceName: "/dev/sdb", Ebs: { SnapshotId: "snap-0123456789abcdef0" } }],
  InstanceMarketOptions: { MarketType: "spot" },
  TagSpecifications: (["instance", "network-interface", "spot-instances-request", "volume"] as const).map((type) => ({
    ResourceType: type,
    Tags: [{ Key: "Team", Value: "payments" }],
  })),
});

/** Every request that was decided in the scenes, each once. */
export async function requestsOfEveryScene(): Promise<{ readonly wiring: Wiring; readonly requests: Request[] }> {
  const requests = new Map<string, Request>();
  const open = (sketch: RegionSketch) =>
    openRegion({
      configurationFile: configuration,
      fleet: {
        images: [{ name: oldImage }],
        parameters: Object.fromEntries(Object.values(parameters).map((name) => [name, oldImage])),
      },
      onDecision: ({ request }) => void requests.set(JSON.stringify(request), request),
      ...sketch,
    });
  // A function that dies when it has told of something tells of it again: whoever sends asks whether that was sent.
  const faults: Faults = {
    call: ({ operation, count, caller }) =>
      operation === "PutEvents" && count === 1 ? "crash after" : cannotMakeSecrets("TellSlack", operation, caller),
    // Slack is busy, and says for how long.
    slack: ({ count }) => (count === 1 ? { status: 429, retryAfter: 30 } : undefined),
    webhook: ({ count }) => (count === 1 ? { status: 429, headers: { "retry-after": "30" } } : undefined),
  };
  const { wiring } = await inRegion(await open({ faults }), everythingHappens);
  await inRegion(await open({ wiring: withoutInvokers }), nobodyIsReached);
  const nobodyAnswers: Faults = {
    call: ({ operation, caller }) =>
      operation === "SendEmail" || (operation === "Publish" && caller?.includes("TellSns"))
        ? new AwsError("MessageRejected", "no")
        : cannotMakeSecrets("TellEmail", operation, caller),
    slack: () => ({ status: 500 }),
    webhook: () => ({ status: 500 }),
  };
  await inRegion(await open({ faults: nobodyAnswers }), nobodyIsTold);
  await inRegion(await open({ faults: noImagesFound }), nothingIsFound);
  return { wiring, requests: [...requests.values()] };
}

/** The secret of the pages' links is made by who tells first: each of the two in one region. */
const cannotMakeSecrets = (who: string, operation: string, caller: string | undefined) =>
  operation === "PutParameter" && caller?.includes(who) ? new AwsError("InternalServerError", "not now") : undefined;

async function inRegion(region: TestRegion, scene: (region: TestRegion) => Promise<void>): Promise<TestRegion> {
  try {
    await scene(region);
    return region;
  } finally {
    await region.close();
  }
}

async function everythingHappens(region: TestRegion): Promise<void> {
  launchGroups(region);
  const { services } = region;
  // Announced by EC2, by Image Builder, by Parameter Store, by hand.
  region.register("base-2026.11.23");
  await region.settle();
  const built = region.register("base-2026.11.24");
  const build = "arn:aws:imagebuilder:eu-west-2:123456789012:image/base/1.0.0/1";
  services.imageBuilder.add({ arn: build, amis: [{ region: "eu-west-2", image: built }] });
  announce(region, "aws.imagebuilder", imageBuilt, { state: { status: "AVAILABLE" } }, [build]);
  await region.settle();
  const parameter = { name: "/golden/base", operation: "Update", dataType: "aws:ec2:image" };
  announce(region, "aws.ssm", "Parameter Store Change", parameter);
  await readersSayWhatTheyWant(region);
  await somebodyLooks(region);
  // Whose refresh is to fail, and whom nobody trusts.
  region.register("base-2026.11.25", { tags: { "ami-refresh:local": "fails-to-launch" } });
  const stranger = services.ec2.seedImage({ name: "base-of-a-stranger", owner: "999999999999" });
  announce(region, "ami-refresh", "Image Published", { ImageId: stranger });
  await region.settle();

  await somebodyActsInSlack(region);

  // What is refused on purpose: secrets.
  for (const name of secrets(region.wiring)) {
    announce(region, "aws.ssm", "Parameter Store Change", { ...parameter, name });
  }
  announce(region, "aws.autoscaling", "EC2 Auto Scaling Instance Refresh Started", {});
  mailComesBack(region);
  await region.settle();
  await functionsAreTakenOver(region);

  // Of which no event tells.
  services.ec2.seedImage({ name: "base-2026.11.26-unannounced", createdAt: region.clock.now() });
  await region.until(new Date(region.clock.now() + 20 * 60_000).toISOString());
  await region.settle();

  await somebodyStops(region, "cancel", "development");
  await somebodyStops(region, "cancel", "production");
  await somebodyStops(region, "roll-back", "development");
  await somebodyStops(region, "roll-back", "production");

  // Where messages go when their queues are gone.
  const image = region.register("base-2026.11.28");
  await region.until(new Date(region.clock.now() + 20_000).toISOString());
  for (const { name } of region.wiring.queues.filter((queue) =>
    /Mailbox|(Notifications|Deliver\w+)-?Queue/.test(queue.name),
  )) {
    services.sqs.operations.DeleteQueue?.({ QueueUrl: `http://127.0.0.1/123456789012/${name}` }, operator);
  }
  announce(region, "ami-refresh", "Image Published", { ImageId: image });
  announce(region, "ami-refresh", "Image Published", { ImageId: stranger });
  await region.settle();
}

/** Looks at the page of a rollout, by the link in its messages. */
async function somebodyLooks(region: TestRegion): Promise<void> {
  await fetch(pageLinkIn(region.services.mail.at(-1)?.text ?? ""));
}

/** Looks at what an address is told, by the link in its mail, and has that changed. */
async function readersSayWhatTheyWant(region: TestRegion): Promise<void> {
  const link = linkIn(region);
  await fetch(link);
  for (const wish of ["unsubscribe", "hear"])
    await fetch(link, { method: "POST", body: new URLSearchParams({ do: wish }) });
}

/** That one mail to the team came back is said twice; and there is an event that we do not understand. */
function mailComesBack(region: TestRegion): void {
  const at = new Date(region.clock.now()).toISOString();
  const mail = { timestamp: at, destination: ["payments@example.com"] };
  const bounce = { bounceType: "Permanent", bouncedRecipients: [] };
  const ours = ofOurMail(region);
  for (const _ of ["once", "again"]) {
    announce(region, "aws.ses", "Email Bounced", { bounce, mail: { ...ours.mail, ...mail } });
  }
  announce(region, "aws.ses", "Email Bounced", ours);
}

/** Stops the refresh of an environment in each service, once it is under way there. */
async function somebodyStops(region: TestRegion, kind: "cancel" | "roll-back", environment: string): Promise<void> {
  const image = region.register(`base-2026.11.25-${kind}-${environment}`);
  const services = new Set(["checkout", "ledger"]);
  while (services.size > 0) {
    await region.until(new Date(region.clock.now() + 5_000).toISOString());
    for (const service of services) {
      if (region.step(service, image, environment).status !== "running") continue;
      const at = new Date(region.clock.now()).toISOString();
      const by = { name: "ann", kind: "cli" };
      region.sendTo(service, JSON.stringify({ kind, service, environment, image, by, at, reason: "a scene" }));
      services.delete(service);
    }
  }
  await region.settle();
}

/** One thing twice, as if somebody had listened, and then another; and something forged. */
async function somebodyActsInSlack(region: TestRegion): Promise<void> {
  const form = (text: string) =>
    new URLSearchParams({
      command: "/ami",
      text,
      user_id: "U0000ANA01",
      response_url: `${region.url}/slack/responses/expired`,
    });
  const at = region.clock.now();
  const { slackInteractions } = region.services;
  for (const text of [
    "pause checkout why",
    "pause checkout why",
    "resume checkout",
    "subscribe ledger",
    "unsubscribe",
  ]) {
    await slackInteractions.send(form(text), text.startsWith("pause") ? { at } : {});
    await region.until(new Date(region.clock.now() + 60_000).toISOString());
  }
  await slackInteractions.send(form("status"), { secret: "guessed" });
}

/** Every channel fails for as long as it is tried. */
async function nobodyIsTold(region: TestRegion): Promise<void> {
  region.register("base-2026.11.23");
  await region.settle();
}

/** EventBridge may invoke no function any more: every event ends in a dead-letter queue. */
async function nobodyIsReached(region: TestRegion): Promise<void> {
  region.register("base-2026.11.23");
  announce(region, "aws.imagebuilder", imageBuilt, { state: { status: "AVAILABLE" } });
  announce(region, "aws.ssm", "Parameter Store Change", { name: "x", operation: "Update", dataType: "aws:ec2:image" });
  announce(region, "ami-refresh", "Image Published", { ImageId: "ami-0123456789abcdef0" });
  announce(region, "aws.autoscaling", "EC2 Auto Scaling Instance Refresh Started", {});
  announce(region, "aws.ses", "Email Bounced", ofOurMail(region));
  await region.until(new Date(region.clock.now() + 20 * 60_000).toISOString());
  await region.settle();
}

/** Whoever looks for images fails, until what looked ends in a dead-letter queue. */
async function nothingIsFound(region: TestRegion): Promise<void> {
  await region.until(new Date(region.clock.now() + 30 * 60_000).toISOString());
}

const noImagesFound: Faults = {
  call: ({ operation, caller }) =>
    operation === "DescribeImages" && caller?.includes("Reconcile")
      ? new AwsError("InternalError", "An internal error has occurred", 500)
      : undefined,
};

/** As much of a detail as brings an event of SES's to us. */
const ofOurMail = ({ wiring }: TestRegion) => ({
  mail: { tags: { "ses:configuration-set": wiring.configurationSets.map(({ name }) => name) } },
});

const imageBuilt = "EC2 Image Builder Image State Change";

/** Neither rules nor the schedule: it names a function that is gone. */
const withoutInvokers = (wiring: Wiring): Wiring => ({
  ...wiring,
  functions: wiring.functions.map((fn) => ({ ...fn, invokers: [] })),
  schedules: wiring.schedules.flatMap((schedule) => [
    schedule,
    { ...schedule, name: `${schedule.name}-gone`, target: { ...schedule.target, arn: `${schedule.target.arn}-gone` } },
  ]),
});

function announce(region: TestRegion, source: string, detailType: string, detail: object, resources: string[] = []) {
  region.services.events.put({ source, "detail-type": detailType, resources, detail });
}

function launchGroups({ services }: TestRegion): void {
  const { CreateLaunchTemplate } = services.ec2.operations;
  for (const service of Object.keys(instanceProfiles)) {
    const Tags = [{ Key: "Service", Value: service }];
    for (const [whose, parameter] of Object.entries(parameters)) {
      CreateLaunchTemplate({
        LaunchTemplateName: `${service}-${whose}`,
        LaunchTemplateData: everything(service, parameter),
        TagSpecifications: [{ ResourceType: "launch-template", Tags }],
      });
    }
  }
  for (const { name, service, template, tags } of groups) {
    services.autoScaling.operations.CreateAutoScalingGroup({
      AutoScalingGroupName: name,
      MinSize: 1,
      MaxSize: 2,
      DefaultInstanceWarmup: 10,
      LaunchTemplate: { LaunchTemplateName: `${service}-${template}`, Version: "$Default" },
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    });
  }
}

/** As the configuration names them. */
const webhookSecrets = ["changes", "digests"];

/** The names of our own. */
const secrets = ({ functions }: Wiring): string[] => [
  ...new Set(
    functions.flatMap(({ environment }) => [
      ...[
        "SLACK_TOKEN_PARAMETER",
        "SLACK_SIGNING_SECRET_PARAMETER",
        "LINK_SECRET_PARAMETER",
        "PAGE_SECRET_PARAMETER",
      ].flatMap((name) => environment[name] ?? []),
      ...(environment.WEBHOOK_SECRETS ? webhookSecrets.map((name) => environment.WEBHOOK_SECRETS + name) : []),
    ]),
  ),
];

/** What somebody would try who has taken over a function: to read secrets, ours and others'. */
async function functionsAreTakenOver(region: TestRegion): Promise<void> {
  const ours = secrets(region.wiring);
  region.services.ssm.operations.PutParameter?.({ Name: "/others/secret", Value: "x", Type: "SecureString" }, operator);
  for (const [i, name] of ours.entries()) {
    region.services.ec2.operations.CreateLaunchTemplate({
      LaunchTemplateName: `curious-${i}`,
      LaunchTemplateData: { ImageId: `resolve:ssm:${name}` },
    });
  }
  for (const fn of region.wiring.functions) {
    const settings = {
      region: "eu-west-2",
      endpoint: region.url,
      credentials: credentialsOf(fn.roleArn),
      maxAttempts: 1,
    };
    const ec2 = new EC2Client(settings);
    const ssm = new SSMClient(settings);
    for (const [i, name] of ours.entries()) {
      const resolving = { LaunchTemplateName: `curious-${i}`, Versions: ["1"], ResolveAlias: true };
      await ec2.send(new DescribeLaunchTemplateVersionsCommand(resolving)).catch(() => {});
      await ssm.send(new GetParametersCommand({ Names: [name], WithDecryption: true })).catch(() => {});
    }
    await ssm.send(new GetParametersCommand({ Names: ["/others/secret"], WithDecryption: true })).catch(() => {});
  }
}
