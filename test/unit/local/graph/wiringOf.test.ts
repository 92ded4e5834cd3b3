import { describe, expect, test } from "vitest";
import { wiringOf } from "../../../../packages/local/src/graph/wiringOf.ts";
import { aGraph, aPolicy, aQueue, aResource, aRole } from "./graph.ts";

const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-2:123456789012:${rest}`;

describe("a function", () => {
  const fn = aResource(
    "aws:lambda/function:Function",
    "PublishFunction",
    {
      name: "publish-1",
      role: "arn:aws:iam::123456789012:role/publish",
      timeout: 60,
      memorySize: 512,
      environment: { variables: { TOPIC_ARN: "t" } },
    },
    { arn: arn("lambda", "function:publish-1") },
  );
  const build = {
    functionID: "Publish",
    handler: "packages/functions/src/publish.handler",
    runtime: "nodejs24.x",
    copyFiles: [{ from: "ami-refresh.yaml", to: "ami-refresh.yaml" }],
  };

  test("has its source from the build, and Lambda's own defaults for asynchronous invocations", () => {
    expect(wiringOf(aGraph([fn], [build])).functions).toEqual([
      {
        name: "publish-1",
        arn: arn("lambda", "function:publish-1"),
        handler: "packages/functions/src/publish.handler",
        environment: { TOPIC_ARN: "t" },
        timeoutSeconds: 60,
        memoryMb: 512,
        roleArn: "arn:aws:iam::123456789012:role/publish",
        copyFiles: [{ from: "ami-refresh.yaml", to: "ami-refresh.yaml" }],
        asynchronous: { maximumRetries: 2, maximumAgeSeconds: 21_600 },
        invokers: [],
      },
    ]);
  });

  test("has what was configured for it by name or by ARN", () => {
    const config = aResource("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "Config", {
      functionName: "publish-1",
      maximumRetryAttempts: 0,
      destinationConfig: { onFailure: { destination: arn("sqs", "dlq") } },
    });
    const permission = aResource("aws:lambda/permission:Permission", "Permission", {
      action: "lambda:InvokeFunction",
      function: arn("lambda", "function:publish-1"),
      principal: "events.amazonaws.com",
      sourceArn: arn("events", "rule/r"),
    });
    expect(wiringOf(aGraph([fn, config, permission], [build])).functions).toMatchObject([
      {
        asynchronous: { maximumRetries: 0, maximumAgeSeconds: 21_600, onFailureArn: arn("sqs", "dlq") },
        invokers: [{ principal: "events.amazonaws.com", sourceArn: arn("events", "rule/r") }],
      },
    ]);
  });

  describe("behind a URL", () => {
    const functionUrl = (inputs: object = {}) =>
      aResource(
        "aws:lambda/functionUrl:FunctionUrl",
        "PublishUrl",
        { functionName: "publish-1", authorizationType: "NONE", invokeMode: "BUFFERED", ...inputs },
        { functionUrl: "https://abc.lambda-url.eu-west-2.on.aws/" },
      );
    const permission = (action: string, more: object) =>
      aResource("aws:lambda/permission:Permission", action, { action, function: "publish-1", principal: "*", ...more });

    test("has its address and what everybody may do there, which is not to invoke it otherwise", () => {
      const url = permission("lambda:InvokeFunctionUrl", { functionUrlAuthType: "NONE" });
      const invoke = permission("lambda:InvokeFunction", { invokedViaFunctionUrl: true });
      expect(wiringOf(aGraph([fn, functionUrl(), url, invoke], [build])).functions).toMatchObject([
        {
          invokers: [],
          url: {
            address: "https://abc.lambda-url.eu-west-2.on.aws/",
            everybodyMay: ["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"],
          },
        },
      ]);
    });

    test.each([
      ["asks for a signature", { authorizationType: "AWS_IAM" }],
      ["lets in pages of other origins", { cors: { allowOrigins: ["*"] } }],
      ["streams", { invokeMode: "RESPONSE_STREAM" }],
    ])("is refused where it %s, which the region does not", (_what, inputs) => {
      expect(() => wiringOf(aGraph([fn, functionUrl(inputs)], [build]))).toThrow("cannot wire");
    });
  });

  test("without a build is refused", () => {
    expect(() => wiringOf(aGraph([fn]))).toThrow("does not know the source of the function publish-1");
  });

  test("read from a queue by its name is known by its ARN", () => {
    const mapping = aResource("aws:lambda/eventSourceMapping:EventSourceMapping", "Mapping", {
      eventSourceArn: arn("sqs", "mailbox"),
      functionName: "publish-1",
      functionResponseTypes: ["ReportBatchItemFailures"],
    });
    expect(wiringOf(aGraph([fn, mapping], [build])).eventSources).toEqual([
      {
        queueArn: arn("sqs", "mailbox"),
        functionArn: arn("lambda", "function:publish-1"),
        batchSize: 10,
        batchingWindowSeconds: 0,
        partialResponses: true,
      },
    ]);
  });

  test("that would see only some of a queue's messages is refused", () => {
    const mapping = aResource("aws:lambda/eventSourceMapping:EventSourceMapping", "Mapping", {
      eventSourceArn: arn("sqs", "mailbox"),
      functionName: "publish-1",
      filterCriteria: { filters: [{ pattern: "{}" }] },
    });
    expect(() => wiringOf(aGraph([fn, mapping], [build]))).toThrow(/cannot wire .*Mapping/);
  });
});

describe("a queue", () => {
  test("has SQS's own defaults", () => {
    expect(wiringOf(aGraph([aQueue("mailbox")])).queues).toEqual([
      {
        name: "mailbox",
        arn: arn("sqs", "mailbox"),
        url: "https://sqs.eu-west-2.amazonaws.com/123456789012/mailbox",
        visibilityTimeoutSeconds: 30,
        delaySeconds: 0,
        retentionSeconds: 345_600,
        policy: [],
      },
    ]);
  });

  test("has its redrive policy, and its own policy as lists", () => {
    const redrivePolicy = JSON.stringify({ deadLetterTargetArn: arn("sqs", "dlq"), maxReceiveCount: "5" });
    const policy = aResource("aws:sqs/queuePolicy:QueuePolicy", "Policy", {
      queueUrl: "https://sqs.eu-west-2.amazonaws.com/123456789012/mailbox",
      policy: aPolicy({
        Effect: "Allow",
        Action: "sqs:SendMessage",
        Resource: arn("sqs", "mailbox"),
        Principal: { Service: "sns.amazonaws.com" },
        Condition: { Bool: { "aws:SecureTransport": true } },
      }),
    });
    expect(wiringOf(aGraph([aQueue("mailbox", { redrivePolicy }), policy])).queues).toMatchObject([
      {
        redrive: { deadLetterArn: arn("sqs", "dlq"), maxReceiveCount: 5 },
        policy: [
          {
            effect: "Allow",
            actions: ["sqs:SendMessage"],
            resources: [arn("sqs", "mailbox")],
            principals: { Service: ["sns.amazonaws.com"] },
            conditions: { Bool: { "aws:SecureTransport": ["true"] } },
          },
        ],
      },
    ]);
  });

  test("with two policies is refused: the second would replace the first", () => {
    const policy = (name: string) =>
      aResource("aws:sqs/queuePolicy:QueuePolicy", name, {
        queueUrl: "https://sqs.eu-west-2.amazonaws.com/123456789012/mailbox",
        policy: aPolicy(),
      });
    expect(() => wiringOf(aGraph([aQueue("mailbox"), policy("A"), policy("B")]))).toThrow("2 queue policies");
  });
});

describe("a rule", () => {
  const rule = (name: string, bus?: string, more = {}) =>
    aResource(
      "aws:cloudwatch/eventRule:EventRule",
      name,
      { name, eventPattern: '{"source":["aws.ec2"]}', ...(bus && { eventBusName: bus }), ...more },
      { arn: arn("events", `rule/${name}`) },
    );
  const target = (name: string, inputs: object) =>
    aResource("aws:cloudwatch/eventTarget:EventTarget", name, { targetId: name, arn: arn("sqs", "q"), ...inputs });

  test("has the targets that name it on its bus, with EventBridge's own retries", () => {
    const graph = aGraph([
      rule("images"),
      rule("domain", arn("events", "event-bus/ours"), { state: "DISABLED" }),
      target("a", { rule: "images" }),
      target("b", { rule: "images", eventBusName: "ours" }),
      target("c", {
        rule: "domain",
        eventBusName: "ours",
        retryPolicy: { maximumRetryAttempts: 3 },
        deadLetterConfig: { arn: arn("sqs", "dlq") },
        inputTransformer: { inputPaths: { id: "$.id" }, inputTemplate: "<id>" },
      }),
    ]);
    const retry = { maximumAttempts: 185, maximumAgeSeconds: 86_400 };
    expect(wiringOf(graph).rules).toEqual([
      {
        name: "images",
        arn: arn("events", "rule/images"),
        bus: "default",
        enabled: true,
        pattern: { source: ["aws.ec2"] },
        targets: [{ id: "a", arn: arn("sqs", "q"), retry }],
      },
      {
        name: "domain",
        arn: arn("events", "rule/domain"),
        bus: "ours",
        enabled: false,
        pattern: { source: ["aws.ec2"] },
        targets: [
          {
            id: "c",
            arn: arn("sqs", "q"),
            deadLetterArn: arn("sqs", "dlq"),
            retry: { maximumAttempts: 3, maximumAgeSeconds: 86_400 },
            inputTransformer: { paths: { id: "$.id" }, template: "<id>" },
          },
        ],
      },
    ]);
  });

  test("whose pattern is not JSON is refused with its place", () => {
    expect(() => wiringOf(aGraph([rule("images", undefined, { eventPattern: "{" })]))).toThrow(
      /cannot wire .*::images:.*not JSON.*eventPattern/s,
    );
  });
});

describe("a role", () => {
  const read = { Effect: "Allow", Action: "s3:GetObject", Resource: "a" };
  const statement = (action: string) => ({ effect: "Allow", actions: [action], resources: ["a"], conditions: {} });

  test("has every statement that it was given, wherever it was written", () => {
    const graph = aGraph([
      aRole("reader", {
        inlinePolicies: [{ name: "inline", policy: aPolicy(read) }],
        managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      }),
      aResource("aws:iam/rolePolicy:RolePolicy", "Own", {
        role: "reader",
        policy: aPolicy({ ...read, Action: ["s3:ListBucket"] }),
      }),
      aResource(
        "aws:iam/policy:Policy",
        "Shared",
        { policy: aPolicy({ ...read, Action: "s3:PutObject" }) },
        { arn: "p" },
      ),
      aResource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "Attached", { role: "reader", policyArn: "p" }),
    ]);
    expect(wiringOf(graph).roles).toEqual([
      {
        name: "reader",
        arn: "arn:aws:iam::123456789012:role/reader",
        trusts: ["lambda.amazonaws.com"],
        trustPolicy: [
          {
            effect: "Allow",
            actions: ["sts:AssumeRole"],
            resources: [],
            principals: { Service: ["lambda.amazonaws.com"] },
            conditions: {},
          },
        ],
        statements: [statement("s3:GetObject"), statement("s3:ListBucket"), statement("s3:PutObject")],
        managed: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      },
    ]);
  });

  test("whose policy says what an action is not is refused", () => {
    const policy = aPolicy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" });
    expect(() => wiringOf(aGraph([aRole("r", { inlinePolicies: [{ name: "x", policy }] })]))).toThrow(/NotAction/);
  });
});

describe("a topic", () => {
  const aTopic = aResource("aws:sns/topic:Topic", "Mailboxes", {}, { name: "mailboxes", arn: "arn:mailboxes" });
  const policyFor = (name: string) =>
    aResource("aws:sns/topicPolicy:TopicPolicy", name, {
      arn: "arn:mailboxes",
      policy: aPolicy({ Effect: "Deny", Action: "sns:Publish", Resource: "arn:mailboxes", Principal: "*" }),
    });

  test("has its policy", () => {
    expect(wiringOf(aGraph([aTopic, policyFor("Own")])).topics).toEqual([
      {
        name: "mailboxes",
        arn: "arn:mailboxes",
        policy: [
          {
            effect: "Deny",
            actions: ["sns:Publish"],
            resources: ["arn:mailboxes"],
            principals: { "*": ["*"] },
            conditions: {},
          },
        ],
      },
    ]);
    expect(wiringOf(aGraph([aTopic])).topics).toEqual([{ name: "mailboxes", arn: "arn:mailboxes" }]);
  });

  test("with two policies is refused, since the last one put would win", () => {
    expect(() => wiringOf(aGraph([aTopic, policyFor("One"), policyFor("Other")]))).toThrow(
      "mailboxes has 2 topic policies, of which the last one put wins",
    );
  });
});

test("a resource that the region has no counterpart of is refused, with the remedy", () => {
  expect(() => wiringOf(aGraph([aResource("aws:sfn/stateMachine:StateMachine", "Steps", {})]))).toThrow(
    /no counterpart of Steps \(aws:sfn\/stateMachine:StateMachine\)\. Wire it in/,
  );
});

describe("a configuration set of SES", () => {
  const set = aResource(
    "aws:sesv2/configurationSet:ConfigurationSet",
    "Mail",
    { configurationSetName: "ours" },
    { arn: arn("ses", "configuration-set/ours") },
  );
  const destination = (name: string, more: object = {}) =>
    aResource("aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination", name, {
      configurationSetName: "ours",
      eventDestination: {
        enabled: true,
        matchingEventTypes: [name],
        eventBridgeDestination: { eventBusArn: arn("events", "event-bus/default") },
        ...more,
      },
    });

  test("tells of what its destinations ask for, of those that are switched on", () => {
    const resources = [set, destination("BOUNCE"), destination("COMPLAINT"), destination("SEND", { enabled: false })];
    expect(wiringOf(aGraph(resources)).configurationSets).toEqual([
      { name: "ours", arn: arn("ses", "configuration-set/ours"), tells: ["BOUNCE", "COMPLAINT"] },
    ]);
  });

  test("tells no other bus than the default one: SES would not either", () => {
    const elsewhere = { eventBridgeDestination: { eventBusArn: arn("events", "event-bus/domain") } };
    expect(() => wiringOf(aGraph([set, destination("BOUNCE", elsewhere)]))).toThrow("event-bus/default");
  });
});
