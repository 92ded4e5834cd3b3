import { askedBy } from "@ami-refresh/local/iam/calls/index.ts";
import type { RequestLaunchTemplateData } from "@aws-sdk/client-ec2";
import { describe, expect, test } from "vitest";
import { group, someFacts, template, templateId } from "./facts.ts";

const asked = (service: string, operation: string, input: unknown, data?: RequestLaunchTemplateData) =>
  (askedBy(service, operation, input, someFacts(data)) ?? []).map(({ action, resource, context }) => ({
    action,
    resource,
    context,
  }));
const lines = (...call: Parameters<typeof asked>) =>
  asked(...call).map(({ action, resource }) => `${action} ${resource.replace(/^arn:aws:/, "")}`);

describe("StartInstanceRefresh", () => {
  const start = (more: object, data?: RequestLaunchTemplateData) =>
    lines("autoscaling", "StartInstanceRefresh", { AutoScalingGroupName: "web", ...more }, data);
  const desired = { DesiredConfiguration: { LaunchTemplate: { LaunchTemplateId: templateId, Version: "2" } } };

  test("asks for the group, with its tags", () => {
    expect(asked("autoscaling", "StartInstanceRefresh", { AutoScalingGroupName: "web" })).toEqual([
      {
        action: "autoscaling:StartInstanceRefresh",
        resource: group,
        context: { "aws:ResourceTag/Service": "web", "autoscaling:ResourceTag/Service": "web" },
      },
    ]);
  });

  test("of a group that is not there asks for its name", () => {
    expect(lines("autoscaling", "StartInstanceRefresh", { AutoScalingGroupName: "gone" })).toEqual([
      "autoscaling:StartInstanceRefresh autoscaling:eu-west-2:123456789012:autoScalingGroup:*:autoScalingGroupName/gone",
    ]);
  });

  test("with a launch template asks for all that a launch takes", () => {
    expect(start(desired).slice(1)).toEqual([
      `ec2:RunInstances ec2:eu-west-2:123456789012:launch-template/${templateId}`,
      "ec2:RunInstances ec2:eu-west-2::image/ami-1",
      "ec2:RunInstances ec2:eu-west-2:123456789012:instance/*",
      "ec2:RunInstances ec2:eu-west-2:123456789012:network-interface/*",
      "ec2:RunInstances ec2:eu-west-2:123456789012:volume/*",
      "ec2:RunInstances ec2:eu-west-2:123456789012:subnet/subnet-1",
      "ec2:RunInstances ec2:eu-west-2:123456789012:security-group/sg-00000000000000000",
    ]);
  });

  test("asks for what the template names besides", () => {
    const data: RequestLaunchTemplateData = {
      KeyName: "operators",
      SecurityGroupIds: ["sg-1"],
      Placement: { GroupName: "together" },
      CapacityReservationSpecification: { CapacityReservationTarget: { CapacityReservationId: "cr-1" } },
      BlockDeviceMappings: [{ Ebs: { SnapshotId: "snap-1" } }],
      InstanceMarketOptions: { MarketType: "spot" },
    };
    expect(start(desired, data).slice(7)).toEqual([
      "ec2:RunInstances ec2:eu-west-2:123456789012:security-group/sg-1",
      "ec2:RunInstances ec2:eu-west-2:123456789012:key-pair/operators",
      "ec2:RunInstances ec2:eu-west-2:123456789012:placement-group/together",
      "ec2:RunInstances ec2:eu-west-2:123456789012:capacity-reservation/cr-1",
      "ec2:RunInstances ec2:eu-west-2::snapshot/snap-1",
      "ec2:RunInstances ec2:eu-west-2:123456789012:spot-instances-request/*",
    ]);
  });

  test("asks for tags, the instance's role and the image's parameter only where the template has them", () => {
    const data: RequestLaunchTemplateData = {
      ImageId: "resolve:ssm:/golden/base:3",
      IamInstanceProfile: { Arn: "arn:aws:iam::123456789012:instance-profile/payments/web" },
      TagSpecifications: [
        { ResourceType: "volume", Tags: [{ Key: "Team", Value: "a" }] },
        { ResourceType: "instance" },
      ],
    };
    const all = asked("autoscaling", "StartInstanceRefresh", { AutoScalingGroupName: "web", ...desired }, data);
    expect(all.filter(({ action }) => !/RunInstances|StartInstanceRefresh/.test(action))).toEqual([
      {
        action: "ssm:GetParameters",
        resource: "arn:aws:ssm:eu-west-2:123456789012:parameter/golden/base",
        context: {},
      },
      {
        action: "ec2:CreateTags",
        resource: "arn:aws:ec2:eu-west-2:123456789012:volume/*",
        context: {
          "ec2:CreateAction": "RunInstances",
          "ec2:Region": "eu-west-2",
          "aws:RequestTag/Team": "a",
          "aws:TagKeys": ["Team"],
        },
      },
      {
        action: "iam:PassRole",
        resource: "arn:aws:iam::123456789012:role/payments/web",
        context: { "iam:PassedToService": "ec2.amazonaws.com" },
      },
    ]);
    expect(all.some(({ resource }) => resource.includes("image/"))).toBe(false);
  });

  test("says of the image whose it is, and from which template all is launched", () => {
    const all = asked("autoscaling", "StartInstanceRefresh", { AutoScalingGroupName: "web", ...desired });
    expect(all.find(({ resource }) => resource.includes("image/"))?.context).toMatchObject({
      "ec2:Owner": "amazon",
      "ec2:Public": "true",
      "ec2:IsLaunchTemplateResource": "true",
      "aws:ResourceTag/Family": "base",
    });
    for (const { context } of all.slice(1)) expect(context["ec2:LaunchTemplate"]).toBe(template);
  });

  test("of a mixed instances policy asks for each template and each image of its overrides, once", () => {
    const LaunchTemplateSpecification = { LaunchTemplateId: templateId, Version: "2" };
    const Overrides = [{ ImageId: "ami-2" }, { ImageId: "ami-2", InstanceType: "c7g.large" }, {}];
    const policy = { LaunchTemplate: { LaunchTemplateSpecification, Overrides } };
    const images = start({ DesiredConfiguration: { MixedInstancesPolicy: policy } }).filter((line) =>
      line.includes("image/"),
    );
    expect(images).toEqual([
      "ec2:RunInstances ec2:eu-west-2::image/ami-2",
      "ec2:RunInstances ec2:eu-west-2::image/ami-1",
    ]);
  });
});

describe("EC2", () => {
  test("asks for a template of which a version is made, with its tags", () => {
    expect(asked("ec2", "CreateLaunchTemplateVersion", { LaunchTemplateId: templateId })).toEqual([
      {
        action: "ec2:CreateLaunchTemplateVersion",
        resource: template,
        context: {
          "ec2:Region": "eu-west-2",
          "aws:ResourceTag/Service": "web",
          "ec2:ResourceTag/Service": "web",
        },
      },
    ]);
  });

  test("asks for the parameter behind an image only of who wants it resolved", () => {
    const input = { LaunchTemplateId: templateId, Versions: ["1"] };
    const data: RequestLaunchTemplateData = { ImageId: "resolve:ssm:/aws/service/base" };
    expect(lines("ec2", "DescribeLaunchTemplateVersions", input, data)).toEqual([
      "ec2:DescribeLaunchTemplateVersions *",
    ]);
    expect(lines("ec2", "DescribeLaunchTemplateVersions", { ...input, ResolveAlias: true }, data)).toEqual([
      "ec2:DescribeLaunchTemplateVersions *",
      "ssm:GetParameters ssm:eu-west-2::parameter/aws/service/base",
    ]);
  });
});

describe("Parameter Store", () => {
  test("asks for the parameter, and for the key of a secret that is decrypted", () => {
    const read = (input: object) => lines("ssm", "GetParameter", input);
    const secret = "ssm:GetParameter ssm:eu-west-2:123456789012:parameter/a/secret";
    expect(read({ Name: "golden" })).toEqual(["ssm:GetParameter ssm:eu-west-2:123456789012:parameter/golden"]);
    expect(read({ Name: "/a/secret" })).toEqual([secret]);
    expect(read({ Name: "/a/plain", WithDecryption: true })).toHaveLength(1);
    expect(read({ Name: "arn:aws:ssm:eu-west-2:123456789012:parameter/a/secret", WithDecryption: true })).toEqual([
      secret,
      "kms:Decrypt kms:eu-west-2:123456789012:key/00000000-0000-0000-0000-000000000000",
    ]);
  });

  test("looks an image up for who writes a parameter that is to name one", () => {
    expect(lines("ssm", "PutParameter", { Name: "/ami/web", DataType: "aws:ec2:image" })).toEqual([
      "ssm:PutParameter ssm:eu-west-2:123456789012:parameter/ami/web",
      "ec2:DescribeImages *",
    ]);
  });
});

describe("DynamoDB", () => {
  const leading = (operation: string, input: object) =>
    asked("dynamodb", operation, { TableName: "rollouts", ...input }).map(
      ({ context }) => context["dynamodb:LeadingKeys"],
    );

  test("asks for the table, and tells the partition key", () => {
    expect(
      asked("dynamodb", "GetItem", { TableName: "rollouts", Key: { pk: { S: "TRACK#a" }, sk: { S: "x" } } }),
    ).toEqual([
      {
        action: "dynamodb:GetItem",
        resource: "arn:aws:dynamodb:eu-west-2:123456789012:table/rollouts",
        context: { "dynamodb:LeadingKeys": ["TRACK#a"] },
      },
    ]);
    expect(leading("PutItem", { Item: { sk: { S: "x" }, pk: { S: "GROUP#a" } } })).toEqual([["GROUP#a"]]);
  });

  test("finds it in a query by the key's own name, whatever else is compared", () => {
    const values = { ":from": { S: "2026" }, ":pk": { S: "TRACK#a" } };
    expect(
      leading("Query", { KeyConditionExpression: "sk = :from AND pk = :pk", ExpressionAttributeValues: values }),
    ).toEqual([["TRACK#a"]]);
    expect(
      leading("Query", {
        KeyConditionExpression: "#key=:pk and sk >= :from",
        ExpressionAttributeNames: { "#key": "pk" },
        ExpressionAttributeValues: values,
      }),
    ).toEqual([["TRACK#a"]]);
  });

  test("tells none for a scan", () => {
    expect(leading("Scan", {})).toEqual([[]]);
  });
});

test("EventBridge asks for the bus of every entry, the default one if it names none", () => {
  const Entries = [
    { Source: "ami-refresh", DetailType: "x" },
    { EventBusName: "domain", Source: "s", DetailType: "y" },
  ];
  expect(asked("events", "PutEvents", { Entries })).toEqual([
    {
      action: "events:PutEvents",
      resource: "arn:aws:events:eu-west-2:123456789012:event-bus/default",
      context: { "events:source": "ami-refresh", "events:detail-type": "x" },
    },
    {
      action: "events:PutEvents",
      resource: "arn:aws:events:eu-west-2:123456789012:event-bus/domain",
      context: { "events:source": "s", "events:detail-type": "y" },
    },
  ]);
});

test("SES asks for the sender's identity, without the name before the address", () => {
  const FromEmailAddress = "AMI refresh <ami-refresh@example.com>";
  const input = { FromEmailAddress, Destination: { ToAddresses: ["a@example.com"] }, ConfigurationSetName: "set" };
  expect(lines("ses", "SendEmail", input)).toEqual([
    "ses:SendEmail ses:eu-west-2:123456789012:identity/ami-refresh@example.com",
    "ses:SendEmail ses:eu-west-2:123456789012:configuration-set/set",
  ]);
  expect(asked("ses", "SendEmail", input)[0]?.context).toMatchObject({
    "ses:FromAddress": "ami-refresh@example.com",
    "ses:Recipients": ["a@example.com"],
  });
});

test("Scheduler asks for the schedule and its role, and whether the role trusts it on behalf of the group", () => {
  const role = "arn:aws:iam::123456789012:role/look-again";
  const all = askedBy(
    "scheduler",
    "CreateSchedule",
    { GroupName: "g", Name: "n", Target: { RoleArn: role } },
    someFacts(),
  );
  expect(all).toMatchObject([
    { action: "scheduler:CreateSchedule", resource: "arn:aws:scheduler:eu-west-2:123456789012:schedule/g/n" },
    { action: "iam:PassRole", resource: role, context: { "iam:PassedToService": "scheduler.amazonaws.com" } },
    {
      principal: { kind: "service", service: "scheduler.amazonaws.com" },
      action: "sts:AssumeRole",
      resource: role,
      context: { "aws:SourceArn": "arn:aws:scheduler:eu-west-2:123456789012:schedule-group/g" },
      refusal: { code: "ValidationException" },
    },
  ]);
});

test.each([
  [
    "sqs",
    "SendMessageBatch",
    { QueueUrl: "http://127.0.0.1/123456789012/inbox" },
    "sqs:SendMessage sqs:eu-west-2:123456789012:inbox",
  ],
  ["sns", "Publish", { TopicArn: "arn:aws:sns:eu-west-2:123456789012:t" }, "sns:Publish sns:eu-west-2:123456789012:t"],
  ["lambda", "Invoke", { FunctionName: "fn:1" }, "lambda:InvokeFunction lambda:eu-west-2:123456789012:function:fn"],
  [
    "imagebuilder",
    "GetImage",
    { imageBuildVersionArn: "arn:aws:imagebuilder:x" },
    "imagebuilder:GetImage imagebuilder:x",
  ],
])("%s:%s asks for one thing", (service, operation, input, line) => {
  expect(lines(service, operation, input)).toEqual([line]);
});

test("what anybody may asks for nothing, and what nobody has written down is not known", () => {
  expect(askedBy("sts", "GetCallerIdentity", {}, someFacts())).toEqual([]);
  expect(askedBy("ec2", "RunScheduledInstances", {}, someFacts())).toBeUndefined();
  expect(askedBy("constructor", "name", {}, someFacts())).toBeUndefined();
  expect(askedBy("ec2", "constructor", {}, someFacts())).toBeUndefined();
});
