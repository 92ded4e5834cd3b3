import { builtImages } from "@ami-refresh/core/adapters/aws/builtImages.ts";
import { eventBridgeBus } from "@ami-refresh/core/adapters/aws/bus.ts";
import { slackChat } from "@ami-refresh/core/adapters/aws/chat.ts";
import { currentImages } from "@ami-refresh/core/adapters/aws/currentImages.ts";
import { sqsDeliveries } from "@ami-refresh/core/adapters/aws/deliveries.ts";
import { schedulerDigests } from "@ami-refresh/core/adapters/aws/digestSchedules.ts";
import { dynamoDigests } from "@ami-refresh/core/adapters/aws/digests.ts";
import { decodeEvent } from "@ami-refresh/core/adapters/aws/domainEvent.ts";
import { ec2FoundImages } from "@ami-refresh/core/adapters/aws/foundImages.ts";
import { dynamoGroupOwners } from "@ami-refresh/core/adapters/aws/groupOwners.ts";
import { autoScalingGroups } from "@ami-refresh/core/adapters/aws/groups.ts";
import { imageParameters } from "@ami-refresh/core/adapters/aws/imageParameters.ts";
import { ec2Images } from "@ami-refresh/core/adapters/aws/images.ts";
import { ec2LaunchTemplates } from "@ami-refresh/core/adapters/aws/launchTemplates.ts";
import { sesMail } from "@ami-refresh/core/adapters/aws/mail.ts";
import { snsMailboxes } from "@ami-refresh/core/adapters/aws/mailboxes.ts";
import { dynamoReaders } from "@ami-refresh/core/adapters/aws/readers.ts";
import { autoScalingRefreshes } from "@ami-refresh/core/adapters/aws/refreshes.ts";
import { schedulerSchedules } from "@ami-refresh/core/adapters/aws/schedules.ts";
import { keptSecret } from "@ami-refresh/core/adapters/aws/secret.ts";
import { secureString } from "@ami-refresh/core/adapters/aws/secureString.ts";
import { dynamoSent } from "@ami-refresh/core/adapters/aws/sent.ts";
import { dynamoThreads } from "@ami-refresh/core/adapters/aws/threads.ts";
import { snsTopics } from "@ami-refresh/core/adapters/aws/topics.ts";
import { dynamoTracks } from "@ami-refresh/core/adapters/aws/tracks.ts";
import { httpsWebhooks } from "@ami-refresh/core/adapters/webhook/webhooks.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { ChatMessage } from "@ami-refresh/core/ports.ts";
import { service } from "@ami-refresh/local/endpoint/service.ts";
import { autoScaling } from "@ami-refresh/local/services/autoscaling/autoScaling.ts";
import { ec2 } from "@ami-refresh/local/services/ec2/ec2.ts";
import { imageBuilder } from "@ami-refresh/local/services/imagebuilder.ts";
import { type SentMail, sesOperations } from "@ami-refresh/local/services/ses.ts";
import { createSlack } from "@ami-refresh/local/services/slack.ts";
import { ssm } from "@ami-refresh/local/services/ssm.ts";
import { webhookReceiver, webhookSecret } from "@ami-refresh/local/services/webhooks.ts";
import * as autoScalingPackage from "@aws-sdk/client-auto-scaling";
import * as ec2Package from "@aws-sdk/client-ec2";
import * as eventBridgePackage from "@aws-sdk/client-eventbridge";
import * as imageBuilderPackage from "@aws-sdk/client-imagebuilder";
import * as schedulerPackage from "@aws-sdk/client-scheduler";
import * as sesPackage from "@aws-sdk/client-sesv2";
import * as snsPackage from "@aws-sdk/client-sns";
import * as sqsPackage from "@aws-sdk/client-sqs";
import * as ssmPackage from "@aws-sdk/client-ssm";
import { aRegion, call } from "../../unit/local/ec2/region.ts";
import { messaging } from "./messaging.ts";
import { aTable } from "./table.ts";
import { overTheWire } from "./wire.ts";
import type { GroupSketch, World } from "./world.ts";

const token = "xoxb-local";
const tokenParameter = "/ami-refresh/local/slack-token";
const webhookSecretParameter = "/ami-refresh/local/webhooks/changes";

/** The AWS adapters, through the SDK and over HTTP, on the simulated services of the local region. */
export async function awsWorld(): Promise<World> {
  const region = aRegion();
  const table = await aTable();
  const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(region.clock.now()) };

  let parameterOf = (_name: string): string | undefined => undefined;
  const machines = ec2(region, { parameter: (name) => parameterOf(name) });
  const groups = autoScaling(region, machines);
  const parameters = ssm({
    context: region,
    imageExists: (id) => machines.images().some((image) => image.id === id),
    parameters: [
      { name: tokenParameter, value: token, type: "SecureString" },
      { name: webhookSecretParameter, value: webhookSecret, type: "SecureString" },
    ],
  });
  parameterOf = parameters.value;
  const builds = imageBuilder();
  const slack = createSlack({ token, now: region.clock.now });
  const mails: SentMail[] = [];
  const configurationSets = [
    { name: "ours", arn: "arn:aws:ses:eu-west-2:123456789012:configuration-set/ours", tells: [] },
  ];
  const ses = sesOperations({ context: region, onMail: (mail) => mails.push(mail), configurationSets });
  const messages = messaging(region);
  let status = 204;
  const webhooks = webhookReceiver({ now: region.clock.now, faultOf: () => ({ status }) });

  const wire = await overTheWire({
    clock: region.clock,
    slack,
    webhooks,
    services: [
      service(ec2Package, machines.operations),
      service(autoScalingPackage, groups.operations),
      service(ssmPackage, parameters.operations),
      service(imageBuilderPackage, builds.operations),
      service(sesPackage, ses),
      service(snsPackage, messages.topics.operations),
      service(eventBridgePackage, messages.buses.operations),
      service(sqsPackage, messages.queues),
      service(schedulerPackage, messages.schedules.operations),
    ],
  });
  const ec2Client = new ec2Package.EC2Client(wire.settings);
  const autoScalingClient = new autoScalingPackage.AutoScalingClient(wire.settings);
  const ssmClient = new ssmPackage.SSMClient(wire.settings);
  const { operations } = groups;

  return {
    tracks: dynamoTracks(table.client, table.name),
    groupOwners: dynamoGroupOwners(table.client, table.name),
    sent: dynamoSent(table.client, table.name, clock),
    threads: dynamoThreads(table.client, table.name, clock),
    digests: dynamoDigests(table.client, table.name, clock),
    readers: dynamoReaders(table.client, table.name, clock),
    digestSchedules: schedulerDigests(
      new schedulerPackage.SchedulerClient(wire.settings),
      messages.digestTargets,
      clock,
    ),
    images: {
      ...ec2Images(ec2Client),
      ...ec2FoundImages(ec2Client, clock),
      ...builtImages(new imageBuilderPackage.ImagebuilderClient(wire.settings), region.region),
      ...imageParameters(ssmClient),
    },
    groups: autoScalingGroups(autoScalingClient),
    launchTemplates: ec2LaunchTemplates(ec2Client),
    refreshes: autoScalingRefreshes(autoScalingClient),
    parameters: currentImages(ssmClient),
    schedules: schedulerSchedules(new schedulerPackage.SchedulerClient(wire.settings), messages.target, clock),
    mailboxes: snsMailboxes(new snsPackage.SNSClient(wire.settings), messages.topicArn),
    deliveries: sqsDeliveries(
      new sqsPackage.SQSClient({ ...wire.settings, useQueueUrlAsEndpoint: false }),
      messages.queueUrls,
    ),
    queued: async (kind) => messages.queued(kind),
    bus: eventBridgeBus(new eventBridgePackage.EventBridgeClient(wire.settings), messages.busName),
    chat: slackChat({ token: keptSecret(() => secureString(ssmClient, tokenParameter)), url: wire.slackUrl }),
    topics: snsTopics((region) => new snsPackage.SNSClient({ ...wire.settings, region })),
    topicArn: messages.topicArn,
    published: async () => messages.published(),
    webhooks: httpsWebhooks({
      secret: () => keptSecret(() => secureString(ssmClient, webhookSecretParameter)),
      clock,
      insteadOfOthers: wire.webhooksUrl,
    }),
    webhooksAnswer: (answer) => {
      status = { taken: 204, gone: 410, refused: 500 }[answer];
    },
    posted: async () =>
      webhooks.posted
        .filter(({ status }) => status === 204)
        .map(({ url, headers, body }) => ({ url, id: headers["webhook-id"], body })),
    mail: sesMail(new sesPackage.SESv2Client(wire.settings), {
      sender: "AMI refresh <ami-refresh@example.com>",
      configurationSet: "ours",
    }),

    now: clock.now,
    pass: async (time) => region.pass(Temporal.Duration.from(time).total("milliseconds")),
    addImage: async (image) => machines.seedImage(image),
    deregister: async (ImageId) => void machines.operations.DeregisterImage({ ImageId }, call),
    disable: async (ImageId) => void machines.operations.DisableImage({ ImageId }, call),
    setParameter: async (Name, Value) =>
      void parameters.operations.PutParameter?.({ Name, Value, Type: "String" }, call),
    addBuild: async (arn, ids) => {
      const elsewhere = { region: "us-east-1", image: "ami-0123456789abcdef0" };
      builds.add({ arn, amis: [elsewhere, ...ids.map((image) => ({ region: region.region, image }))] });
    },
    addTemplate: async (ImageId, InstanceType) => {
      const { LaunchTemplate } = machines.operations.CreateLaunchTemplate({
        LaunchTemplateName: `template-${machines.templates().length}`,
        LaunchTemplateData: { ImageId, ...(InstanceType && { InstanceType: InstanceType as "m7i.large" }) },
      });
      return LaunchTemplate?.LaunchTemplateId ?? "";
    },
    addGroup: async (sketch) => groups.seedGroup(groupOf(sketch), region.clock.now()),
    finishRefresh: async () => region.settle(),
    failLaunch: async (name) => {
      region.pass(60_000);
      const [image] = machines.images().filter(({ state }) => state === "available");
      const tag = { Key: "ami-refresh:local", Value: "fails-to-launch" };
      machines.operations.CreateTags({ Resources: [image?.id ?? ""], Tags: [tag] });
      const capacity = groups.groups().find((group) => group.name === name)?.desiredCapacity ?? 0;
      operations.SetDesiredCapacity({ AutoScalingGroupName: name, DesiredCapacity: capacity + 1 });
      machines.operations.DeleteTags({ Resources: [image?.id ?? ""], Tags: [tag] });
    },

    dueDigests: async () => messages.dueDigests(),
    looks: async () => messages.looks(),
    sendings: async () => messages.sendings(),
    events: async () => messages.events().map(decodeEvent),
    chatMessages: async () =>
      slack.messages().map(({ channel, text, blocks, metadata, thread }) => {
        const about = metadata?.event_payload as unknown as ChatMessage["about"];
        const replyTo = slack.messages().find(({ ts }) => ts === thread?.ts)?.text ?? "";
        return { channel, text, blocks, about, ...(thread && { replyTo, broadcast: thread.broadcast }) };
      }),
    mails: async () => mails.map(({ to, subject, html, text }) => ({ to: to.join(), subject, html, text })),
    close: async () => {
      await wire.close();
      await table.close();
    },
  };
}

function groupOf({ name, templateId, version, tags, desiredCapacity = 2, instanceTypes }: GroupSketch) {
  const specification = { LaunchTemplateId: templateId, Version: version };
  const launch = instanceTypes
    ? {
        MixedInstancesPolicy: {
          LaunchTemplate: {
            LaunchTemplateSpecification: specification,
            Overrides: instanceTypes.map((InstanceType) => ({ InstanceType })),
          },
        },
      }
    : { LaunchTemplate: specification };
  return {
    AutoScalingGroupName: name,
    MinSize: 0,
    MaxSize: 10,
    DesiredCapacity: desiredCapacity,
    Tags: Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
    ...launch,
  } satisfies autoScalingPackage.CreateAutoScalingGroupType;
}
