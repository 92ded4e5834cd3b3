import { beforeAll, describe, expect, test } from "vitest";
import type { GraphData } from "../../packages/local/src/graph/graphData.ts";
import type { FunctionWiring, Statement, Wiring } from "../../packages/local/src/graph/wiring.ts";
import { wiringOf } from "../../packages/local/src/graph/wiringOf.ts";
import { all, functionFor, graphOf, refreshFunctions, roleOf, sendersTo, sourceOf } from "./graphs.ts";

const reference = "https://docs.aws.amazon.com/service-authorization/latest/reference";

/** Actions that AWS does not scope to resources, by the page that says so. No other may stand beside `*`. */
const unscoped: Readonly<Record<string, string>> = {
  "autoscaling:DescribeAutoScalingGroups": `${reference}/list_amazonec2autoscaling.html`,
  "autoscaling:DescribeInstanceRefreshes": `${reference}/list_amazonec2autoscaling.html`,
  "autoscaling:DescribeScalingActivities": `${reference}/list_amazonec2autoscaling.html`,
  "ec2:DescribeImages": `${reference}/list_amazonec2.html`,
  "ec2:DescribeLaunchTemplateVersions": `${reference}/list_amazonec2.html`,
};

describe.each(["production", "dev-ana"])("in the stage %s", (stage) => {
  let graph: GraphData;
  let wiring: Wiring;
  beforeAll(async () => {
    graph = await graphOf(stage);
    wiring = wiringOf(graph);
  }, 600_000);

  /** What a sandbox asks for beside. */
  const inStage = stage === "production" ? {} : { "aws:ResourceTag/ami-refresh:stage": [stage] };
  const prefix = stage === "production" ? "" : `${stage}-`;
  const templates = "arn:aws:ec2:eu-west-2:123456789012:launch-template/*";

  const statementsOf = (handler: string, service?: string) =>
    roleOf(wiring, functionFor(wiring, handler, service)).statements;

  test("no statement has a wildcard in its action", () => {
    const statements = [...wiring.roles.flatMap((role) => role.statements), ...queuePolicies(wiring)];
    expect(statements.length).toBeGreaterThan(30);
    for (const { actions } of statements) {
      expect(actions.length).toBeGreaterThan(0);
      for (const action of actions) expect(action).toMatch(/^[a-z0-9]+:[A-Z][A-Za-z]+$/);
    }
  });

  test("every resource is meant only where AWS knows no narrower one, and every such action is used", () => {
    const broad = wiring.roles
      .flatMap((role) => role.statements)
      .filter(({ effect, resources }) => effect === "Allow" && resources.includes("*"))
      .flatMap(({ actions }) => actions);
    expect([...new Set(broad)].sort()).toEqual(Object.keys(unscoped));
  });

  test("no role's policies exceed what IAM takes in one role", () => {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: without white space.
    const sizes = all(graph, "aws:iam/role:Role").map(({ inputs }) => JSON.stringify(inputs.inlinePolicies).length);
    expect(Math.max(...sizes)).toBeLessThan(10_240);
  });

  test("a function's role is trusted to Lambda alone, a schedule's to Scheduler alone", () => {
    const ofFunctions = wiring.functions.map((fn) => roleOf(wiring, fn));
    for (const role of wiring.roles) {
      expect(role.trusts).toEqual([ofFunctions.includes(role) ? "lambda.amazonaws.com" : "scheduler.amazonaws.com"]);
    }
    // One for each mailbox, one for digests, and one for reconciling.
    expect(wiring.roles).toHaveLength(ofFunctions.length + refreshFunctions(wiring).length + 2);
  });

  test("every function has a role of its own, without any of AWS's policies, and writes its own log only", () => {
    expect(new Set(wiring.functions.map((fn) => fn.roleArn)).size).toBe(wiring.functions.length);
    const logGroups = new Set(all(graph, "aws:cloudwatch/logGroup:LogGroup").map(({ outputs }) => `${outputs.arn}:*`));
    for (const fn of wiring.functions) {
      const { managed, statements } = roleOf(wiring, fn);
      expect(managed).toEqual([]);
      const [log, ...others] = allowed(statements, "logs:PutLogEvents");
      expect({ log, others }).toEqual({ log: allowed(statements, "logs:CreateLogStream")[0], others: [] });
      expect(logGroups).toContain(log?.resources.join());
      logGroups.delete(log?.resources.join() ?? "");
    }
  });

  test("queues admit AWS's services on behalf of this account and of one named source", () => {
    // Whom a queue's policy does not name sends by its own: a function of ours, and SQS itself into a dead-letter queue.
    const withoutPolicy = wiring.queues.filter(({ policy }) => policy.length === 0);
    for (const { name, arn } of withoutPolicy) {
      const before = wiring.queues.find(({ redrive }) => redrive?.deadLetterArn === arn);
      expect(sendersTo(wiring, before?.arn ?? arn), name).not.toEqual([]);
    }
    for (const { effect, actions, principals, conditions } of queuePolicies(wiring)) {
      expect({ effect, actions }).toEqual({ effect: "Allow", actions: ["sqs:SendMessage"] });
      expect(Object.keys(principals ?? {})).toEqual(["Service"]);
      expect(conditions.StringEquals).toEqual({ "aws:SourceAccount": [wiring.account] });
      for (const source of conditions.ArnLike?.["aws:SourceArn"] ?? ["none"]) {
        expect(source).toMatch(new RegExp(`^arn:aws:(sns|events):${wiring.region}:${wiring.account}:`));
        // SST shortens the name of the app when a rule's gets too long.
        expect(source).toMatch(new RegExp(`:(rule/)?ami-ref[a-z]*-${stage}-`));
      }
    }
  });

  describe("the refresh function of checkout", () => {
    const refresh = () => statementsOf("refresh", "checkout");

    test.each(["StartInstanceRefresh", "CancelInstanceRefresh", "RollbackInstanceRefresh"])(
      "does %s in groups that carry the service's tags, in its environments",
      (action) => {
        expect(allowed(refresh(), `autoscaling:${action}`)).toEqual([
          {
            resources: [`arn:aws:autoscaling:eu-west-2:123456789012:autoScalingGroup:*:autoScalingGroupName/*`],
            conditions: {
              StringEquals: {
                "aws:ResourceTag/Service": ["checkout"],
                "aws:ResourceTag/Environment": ["development", "staging", "production"],
                ...inStage,
              },
            },
          },
        ]);
      },
    );

    test("reads and writes its own tracks, and only notes whose a group is", () => {
      const [tracks, groups] = allowed(refresh(), "dynamodb:PutItem");
      expect(tracks?.conditions).toEqual({
        "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["TRACK#checkout"] },
      });
      expect(groups?.conditions).toEqual({ "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["GROUP#*"] } });
      expect(allowed(refresh(), "dynamodb:GetItem")).toEqual([tracks]);
    });

    test("reads its own mailbox", () => {
      const fn = functionFor(wiring, "refresh", "checkout");
      expect(allowed(refresh(), "sqs:ReceiveMessage").flatMap(({ resources }) => resources)).toEqual([
        fn.environment.MAILBOX_ARN,
      ]);
    });

    test("passes its mailbox's role to Scheduler, and no role to instances", () => {
      const fn = functionFor(wiring, "refresh", "checkout");
      expect(allowed(refresh(), "iam:PassRole")).toEqual([
        {
          resources: [fn.environment.SCHEDULE_ROLE_ARN],
          conditions: { StringEquals: { "iam:PassedToService": ["scheduler.amazonaws.com"] } },
        },
      ]);
    });

    test("gives new versions to launch templates that are not tagged as another service's", () => {
      const untagged = { StringEqualsIfExists: { "aws:ResourceTag/Service": ["checkout"] } };
      expect(allowed(refresh(), "ec2:CreateLaunchTemplateVersion")).toEqual([
        {
          resources: [templates],
          conditions: { ...untagged, ...(Object.keys(inStage).length > 0 && { StringEquals: inStage }) },
        },
      ]);
    });

    test("tags only what it launches", () => {
      expect(allowed(refresh(), "ec2:CreateTags")).toEqual([
        {
          resources: ["instance", "network-interface", "spot-instances-request", "volume"].map(
            (type) => `arn:aws:ec2:eu-west-2:123456789012:${type}/*`,
          ),
          conditions: { StringEquals: { "ec2:CreateAction": ["RunInstances"] } },
        },
      ]);
    });

    test("launches from the templates that it may give versions, and images of the families' owners", () => {
      const [fromTemplate, images, ...others] = allowed(refresh(), "ec2:RunInstances");
      expect([fromTemplate]).toEqual(allowed(refresh(), "ec2:CreateLaunchTemplateVersion"));
      expect(images).toEqual({
        resources: ["arn:aws:ec2:eu-west-2::image/*"],
        conditions: {
          ArnLike: { "ec2:LaunchTemplate": [templates] },
          StringEquals: { "ec2:Owner": ["123456789012"] },
        },
      });
      for (const { conditions } of others)
        expect(conditions).toEqual({ ArnLike: { "ec2:LaunchTemplate": [templates] } });
    });
  });

  test("a service that names its groups may refresh those and no others", () => {
    const group = (name: string) =>
      `arn:aws:autoscaling:eu-west-2:123456789012:autoScalingGroup:*:autoScalingGroupName/${prefix}${name}`;
    expect(allowed(statementsOf("refresh", "ledger"), "autoscaling:StartInstanceRefresh")).toContainEqual({
      resources: [group("ledger-prod-a"), group("ledger-prod-b")],
      conditions: stage === "production" ? {} : { StringEquals: inStage },
    });
  });

  test("a schedule's role sends to one mailbox and its dead-letter queue", () => {
    for (const fn of refreshFunctions(wiring)) {
      const role = wiring.roles.find(({ arn }) => arn === fn.environment.SCHEDULE_ROLE_ARN);
      expect(role?.statements).toEqual([
        {
          effect: "Allow",
          actions: ["sqs:SendMessage"],
          resources: [fn.environment.MAILBOX_ARN, fn.environment.SCHEDULE_DLQ_ARN],
          conditions: {},
        },
      ]);
    }
  });

  test("who tells Slack reads its token, who hears it what it signs with, who mails sends from one address by one configuration set, and nobody else does either", () => {
    const secret = (name: string) => `arn:aws:ssm:eu-west-2:123456789012:parameter/ami-refresh/${stage}/${name}`;
    const [token, signingSecret] = [secret("slack-token"), secret("slack-signing-secret")];
    for (const fn of wiring.functions) {
      const { statements } = roleOf(wiring, fn);
      expect({ function: fn.name, reads: mayRead(statements, token) }).toEqual({
        function: fn.name,
        reads: fn.environment.CHANNEL === "slack",
      });
      expect(mayRead(statements, signingSecret)).toBe(fn.handler.endsWith("/interact.handler"));
      expect(allowed(statements, "ses:SendEmail")).toEqual(
        // A sandbox without a reader of mail may send none.
        fn.environment.CHANNEL === "email" && stage === "production"
          ? [
              {
                resources: ["identity/*", "configuration-set/ami-refresh-production"].map(
                  (resource) => `arn:aws:ses:eu-west-2:123456789012:${resource}`,
                ),
                conditions: { StringEquals: { "ses:FromAddress": ["ami-refresh@example.com"] } },
              },
            ]
          : [],
      );
    }
  });

  test("who fans out reads its queue and who is told, sends to those of the channels, and collects for later", () => {
    expect(
      statementsOf("notify")
        .flatMap(({ actions }) => actions)
        .sort(),
    ).toEqual([
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:Query",
      "iam:PassRole",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
      "scheduler:CreateSchedule",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:ReceiveMessage",
      "sqs:SendMessage",
    ]);
    const channels = ["slack", "email"].map((kind) => sourceOf(wiring, functionFor(wiring, "deliver", kind)).arn);
    expect(allowed(statementsOf("notify"), "sqs:SendMessage")).toEqual([{ resources: channels, conditions: {} }]);
    expect(allowed(statementsOf("notify"), "dynamodb:PutItem").map(({ conditions }) => conditions)).toEqual([
      { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["DIGEST#*"] } },
    ]);
  });

  test("whoever takes over the function that is open to everybody can do two things", () => {
    const fn = functionFor(wiring, "interact");
    const own = roleOf(wiring, fn).statements.filter(({ actions }) => !actions.includes("logs:PutLogEvents"));
    const queue = sourceOf(wiring, functionFor(wiring, "act"));
    expect(own.map(({ effect, actions, resources }) => [effect, ...actions, ...resources])).toEqual([
      [
        "Allow",
        "ssm:GetParameter",
        `arn:aws:ssm:eu-west-2:123456789012:parameter/ami-refresh/${stage}/slack-signing-secret`,
      ],
      ["Allow", "sqs:SendMessage", queue.arn],
    ]);
    expect(fn.copyFiles).toEqual([]);
  });

  test("only functions that answer people from outside have a URL, and nobody is let in but by a rule or through it", () => {
    const named = (what: (fn: FunctionWiring) => boolean) =>
      wiring.functions.filter(what).map(({ handler }) => /(\w+)\.handler$/.exec(handler)?.[1]);
    expect(named(({ url }) => url !== undefined).sort()).toEqual(["interact", "links"]);
    // Of an open URL nobody but its function checks who calls.
    for (const { url } of wiring.functions) {
      if (url) expect(url.everybodyMay).toEqual(["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"]);
    }
    expect(named(({ invokers }) => invokers.length > 0).sort()).toEqual([
      ...(stage === "production" ? ["mailFeedback"] : []),
      "observe",
      "publish",
    ]);
    for (const { principal, sourceArn } of wiring.functions.flatMap(({ invokers }) => invokers)) {
      expect(principal).toBe("events.amazonaws.com");
      expect(sourceArn).toMatch(/^arn:aws:events:eu-west-2:123456789012:rule\//);
    }
  });

  test("functions that need not look at groups cannot", () => {
    for (const fn of wiring.functions) {
      if (/\/(refresh|reconcile)\./.test(fn.handler)) continue;
      const actions = roleOf(wiring, fn).statements.flatMap((statement) => statement.actions);
      expect(actions.filter((action) => action.startsWith("autoscaling:"))).toEqual([]);
    }
  });

  test("the environment of a function stays below Lambda's 4 KB", () => {
    for (const { environment } of wiring.functions) {
      const size = Object.entries(environment).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
      expect(size).toBeLessThan(4 * 1024);
    }
  });
});

const queuePolicies = (wiring: Wiring) => wiring.queues.flatMap(({ policy }) => policy);

/** On what, and on which conditions, an action is allowed. */
const allowed = (statements: readonly Statement[], action: string) =>
  statements
    .filter(({ effect, actions }) => effect === "Allow" && actions.includes(action))
    .map(({ resources, conditions }) => ({ resources, conditions }));

const readActions = ["ssm:GetParameter", "ssm:GetParameters"];

function mayRead(statements: readonly Statement[], parameter: string): boolean {
  const applies = (effect: Statement["effect"]) => (action: string) =>
    statements.some(
      (statement) =>
        statement.effect === effect &&
        statement.actions.includes(action) &&
        statement.resources.some((resource) => covers(resource, parameter)),
    );
  return readActions.some((action) => applies("Allow")(action) && !applies("Deny")(action));
}

const covers = (pattern: string, arn: string) =>
  new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(arn);
