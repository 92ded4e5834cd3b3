/**
 * What the local region builds itself from: the deployed resources as plain data, read from the synthesised graph by
 * `wiringOf`. Names and ARNs are the physical ones that the functions' environment mentions.
 */
export interface Wiring {
  readonly app: string;
  readonly stage: string;
  readonly region: string;
  readonly account: string;
  readonly functions: readonly FunctionWiring[];
  readonly eventSources: readonly EventSourceWiring[];
  readonly queues: readonly QueueWiring[];
  readonly topics: readonly TopicWiring[];
  readonly subscriptions: readonly SubscriptionWiring[];
  /** The custom buses; the default bus is always there and not among them. */
  readonly buses: readonly { readonly name: string; readonly arn: string }[];
  readonly rules: readonly RuleWiring[];
  readonly scheduleGroups: readonly { readonly name: string; readonly arn: string }[];
  /** Those that are there from the start. */
  readonly schedules: readonly ScheduleWiring[];
  readonly roles: readonly RoleWiring[];
  readonly tables: readonly TableWiring[];
  /** SES identities: a mail address or a domain. */
  readonly identities: readonly { readonly name: string; readonly arn: string }[];
  readonly configurationSets: readonly ConfigurationSetWiring[];
}

export interface FunctionWiring {
  readonly name: string;
  readonly arn: string;
  /** Source file without its extension, a dot, the export: `packages/functions/src/refresh.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly roleArn: string;
  /** The name of the log group; absent: `/aws/lambda/` and the function's name. */
  readonly logGroup?: string;
  /** Files shipped beside the code: `from` absolute or relative to the repository, `to` relative to LAMBDA_TASK_ROOT. */
  readonly copyFiles: readonly { readonly from: string; readonly to: string }[];
  /** How asynchronous invocations are retried and where they end when all have failed. */
  readonly asynchronous: {
    readonly maximumRetries: number;
    readonly maximumAgeSeconds: number;
    readonly onFailureArn?: string;
  };
  /** Who may invoke it by resource policy: `events.amazonaws.com` on behalf of a rule. */
  readonly invokers: readonly { readonly principal: string; readonly sourceArn?: string }[];
  /** Its function URL, which asks for no signature. */
  readonly url?: FunctionUrlWiring;
}

export interface FunctionUrlWiring {
  /** `https://<url-id>.lambda-url.eu-west-2.on.aws/`. */
  readonly address: string;
  /** What the function's resource policy lets everybody do through the URL, `lambda:InvokeFunctionUrl`. */
  readonly everybodyMay: readonly string[];
}

/** An event source mapping from a queue to a function. */
export interface EventSourceWiring {
  readonly queueArn: string;
  readonly functionArn: string;
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  /** ReportBatchItemFailures. */
  readonly partialResponses: boolean;
  readonly maximumConcurrency?: number;
}

export interface QueueWiring {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly visibilityTimeoutSeconds: number;
  readonly delaySeconds: number;
  readonly retentionSeconds: number;
  readonly redrive?: { readonly deadLetterArn: string; readonly maxReceiveCount: number };
  /** The queue policy. */
  readonly policy: readonly Statement[];
}

export interface TopicWiring {
  readonly name: string;
  readonly arn: string;
  /** The topic policy; absent: AWS's default one, which lets in the account's own. */
  readonly policy?: readonly Statement[];
}

export interface SubscriptionWiring {
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly raw: boolean;
  readonly filter?: {
    readonly scope: "MessageAttributes" | "MessageBody";
    readonly policy: Readonly<Record<string, unknown>>;
  };
  /** The redrive policy. */
  readonly deadLetterArn?: string;
}

export interface RuleWiring {
  readonly name: string;
  readonly arn: string;
  /** `default` or the name of a custom bus. */
  readonly bus: string;
  readonly enabled: boolean;
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly targets: readonly TargetWiring[];
}

export interface TargetWiring {
  readonly id: string;
  readonly arn: string;
  readonly roleArn?: string;
  readonly deadLetterArn?: string;
  readonly retry: { readonly maximumAttempts: number; readonly maximumAgeSeconds: number };
  /** At most one of these shapes the event; none: the whole event is passed on. */
  readonly input?: string;
  readonly inputPath?: string;
  readonly inputTransformer?: { readonly paths: Readonly<Record<string, string>>; readonly template: string };
}

export interface ScheduleWiring {
  readonly name: string;
  readonly group: string;
  /** `rate(15 minutes)` */
  readonly expression: string;
  readonly timezone: string;
  readonly target: Pick<TargetWiring, "arn" | "deadLetterArn" | "input"> & { readonly roleArn: string };
}

export interface RoleWiring {
  readonly name: string;
  readonly arn: string;
  /** Services that may assume it: `lambda.amazonaws.com`. */
  readonly trusts: readonly string[];
  /** Who may assume it, and on which conditions. */
  readonly trustPolicy: readonly Statement[];
  /** Every statement of its inline and attached policies; AWS's managed policies only as `managed`. */
  readonly statements: readonly Statement[];
  readonly managed: readonly string[];
}

/** One statement of an IAM policy with its lists made lists. */
export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** `{ Service: ["sns.amazonaws.com"] }`; only in resource and trust policies. `*` is `{ "*": ["*"] }`. */
  readonly principals?: Readonly<Record<string, readonly string[]>>;
  /** `{ StringEquals: { "aws:SourceAccount": ["123456789012"] } }`. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** How SES sends mails that name it. */
export interface ConfigurationSetWiring {
  readonly name: string;
  readonly arn: string;
  /** Of what it tells on the default bus: `BOUNCE`, `COMPLAINT`. */
  readonly tells: readonly string[];
}

export interface TableWiring {
  readonly name: string;
  readonly arn: string;
  readonly keys: { readonly hash: string; readonly range?: string };
  readonly attributes: readonly { readonly name: string; readonly type: "S" | "N" | "B" }[];
  readonly ttlAttribute?: string;
}
