import { createHash } from "node:crypto";
import { policyDocument } from "./policyDocument.ts";

type Properties = Readonly<Record<string, unknown>>;
type Make = (name: string, inputs: Properties) => Properties;

/** What AWS would answer when a resource is made, or looked up: identifiers, as AWS forms them. */
export interface Mocks {
  newResource(request: { type: string; name: string; inputs: Properties; custom?: boolean; id?: string }): {
    id: string | undefined;
    state: Properties;
  };
  call(request: { token: string; inputs: Properties }): Properties;
}

export function awsMocks(region: string, account: string): Mocks {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;
  const text = (value: unknown) => String(value);
  const resources: Readonly<Record<string, Make>> = {
    "aws:sqs/queue:Queue": (name) => {
      const url = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
      return { id: url, url, arn: arn("sqs", name) };
    },
    "aws:sns/topic:Topic": (name) => ({ id: arn("sns", name), arn: arn("sns", name) }),
    "aws:lambda/function:Function": (name) => ({
      arn: arn("lambda", `function:${name}`),
      qualifiedArn: arn("lambda", `function:${name}:$LATEST`),
      version: "$LATEST",
    }),
    "aws:lambda/functionUrl:FunctionUrl": (_name, inputs) => {
      const urlId = createHash("sha256").update(text(inputs.functionName)).digest("hex").slice(0, 32);
      return { urlId, functionUrl: `https://${urlId}.lambda-url.${region}.on.aws/` };
    },
    "aws:iam/role:Role": (name) => ({ arn: `arn:aws:iam::${account}:role/${name}` }),
    "aws:dynamodb/table:Table": (name) => ({ arn: arn("dynamodb", `table/${name}`) }),
    "aws:cloudwatch/eventBus:EventBus": (name) => ({ arn: arn("events", `event-bus/${name}`) }),
    "aws:cloudwatch/eventRule:EventRule": (name, inputs) => {
      const bus = text(inputs.eventBusName ?? "default");
      return { arn: arn("events", bus === "default" ? `rule/${name}` : `rule/${bus}/${name}`) };
    },
    "aws:cloudwatch/metricAlarm:MetricAlarm": (name) => ({ arn: arn("cloudwatch", `alarm:${name}`) }),
    "aws:cloudwatch/dashboard:Dashboard": (name) => ({
      dashboardArn: `arn:aws:cloudwatch::${account}:dashboard/${name}`,
    }),
    "aws:kms/key:Key": (name) => ({ id: name, keyId: name, arn: arn("kms", `key/${name}`) }),
    "aws:cloudwatch/logGroup:LogGroup": (name) => ({ arn: arn("logs", `log-group:${name}`) }),
    "aws:sesv2/configurationSet:ConfigurationSet": (_name, inputs) => ({
      arn: arn("ses", `configuration-set/${text(inputs.configurationSetName)}`),
    }),
    "aws:scheduler/scheduleGroup:ScheduleGroup": (name) => ({ arn: arn("scheduler", `schedule-group/${name}`) }),
    "aws:scheduler/schedule:Schedule": (name, inputs) => ({
      arn: arn("scheduler", `schedule/${text(inputs.groupName ?? "default")}/${name}`),
    }),
    "aws:s3/bucketObjectv2:BucketObjectv2": (name, inputs) => ({
      arn: `arn:aws:s3:::${text(inputs.bucket)}/${name}`,
    }),
    "random:index/randomBytes:RandomBytes": (_name, inputs) => ({
      base64: Buffer.alloc(Number(inputs.length)).toString("base64"),
    }),
  };
  const calls: Readonly<Record<string, (inputs: Properties) => Properties>> = {
    "aws:index/getRegion:getRegion": () => ({ id: region, name: region, region }),
    "aws:index/getPartition:getPartition": () => ({ id: "aws", partition: "aws", dnsSuffix: "amazonaws.com" }),
    "aws:index/getCallerIdentity:getCallerIdentity": () => ({ id: account, accountId: account }),
    "aws:iam/getPolicyDocument:getPolicyDocument": policyDocument,
  };
  return {
    newResource({ type, name: logical, inputs, custom, id }) {
      if (!custom) return { id: undefined, state: inputs };
      const name = id || (typeof inputs.name === "string" && inputs.name) || logical;
      const [provider, module = "", kind = ""] = type.split(/[:/]/);
      const other: Properties = provider === "aws" ? { arn: arn(module, `${kind}/${name}`) } : {};
      const made = resources[type]?.(name, inputs);
      // An `arn` among the inputs (of a rule's target) is somebody else's.
      return { id: typeof made?.id === "string" ? made.id : name, state: { name, ...other, ...inputs, ...made } };
    },
    call({ token, inputs }) {
      const answer = calls[token];
      if (!answer) throw new Error(`The offline synthesis has no answer to ${token}: add one to awsMocks.ts.`);
      return answer(inputs);
    },
  };
}
