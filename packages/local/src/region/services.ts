import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import type { Track } from "@ami-refresh/core/domain/rollout/state.ts";
import { subscriptionsOf } from "@ami-refresh/core/domain/subscription/subscriptionsOf.ts";
import type { SimulatedClock } from "../clock.ts";
import type { RegionContext } from "../context.ts";
import type { RawService } from "../endpoint/endpoint.ts";
import { asynchronously } from "../functions/asynchronous.ts";
import { startEventSources } from "../functions/eventSources.ts";
import { startHost } from "../functions/host.ts";
import { localUrl } from "../functions/url/address.ts";
import { functionUrls } from "../functions/url/functionUrls.ts";
import type { FunctionWiring, Wiring } from "../graph/wiring.ts";
import type { Authority } from "../iam/authority.ts";
import { actingFor } from "../iam/ofFunctions.ts";
import { checkSchedules, schedulesMay } from "../iam/ofSchedules.ts";
import { type AutoScaling, autoScaling } from "../services/autoscaling/autoScaling.ts";
import { createDynamoDb } from "../services/dynamodb.ts";
import { type Ec2, ec2 } from "../services/ec2/ec2.ts";
import { type Events, events } from "../services/events/events.ts";
import { imageBuilder } from "../services/imagebuilder.ts";
import { lambdaOperations } from "../services/lambda.ts";
import type { Parameter } from "../services/parameters.ts";
import { type Scheduler, scheduler } from "../services/scheduler/scheduler.ts";
import { type SentMail, sesOperations } from "../services/ses.ts";
import { type SlackInteractions, slackInteractions } from "../services/slack/interactions.ts";
import { peopleIn } from "../services/slack/people.ts";
import { slackSecrets } from "../services/slack/secrets.ts";
import { createSlack, type Slack } from "../services/slack.ts";
import { channelsOf } from "../services/slackChannels.ts";
import type { Topic } from "../services/sns/model.ts";
import { type Sns, sns } from "../services/sns/sns.ts";
import { type Sqs, sqs } from "../services/sqs/sqs.ts";
import { type Ssm, ssm } from "../services/ssm.ts";
import { stsOperations } from "../services/sts.ts";
import { webhookSecret } from "../services/webhooks.ts";
import { whoIs } from "./callers.ts";
import { heldHost } from "./heldHost.ts";
import type { Answer } from "./server.ts";
import { watchTracks } from "./watchTracks.ts";

/** Everything that is simulated, joined as the graph says. */
export interface Services {
  readonly ec2: Ec2;
  readonly autoScaling: AutoScaling;
  readonly sqs: Sqs;
  readonly sns: Sns;
  readonly events: Events;
  readonly scheduler: Scheduler;
  readonly ssm: Ssm;
  readonly imageBuilder: ReturnType<typeof imageBuilder>;
  readonly lambda: ReturnType<typeof lambdaOperations>;
  /** Answers at the functions' URLs. */
  readonly functionUrls: Answer;
  readonly ses: ReturnType<typeof sesOperations>;
  readonly sts: ReturnType<typeof stsOperations>;
  readonly dynamodb: RawService;
  readonly slack: Slack;
  /** The people in it. */
  readonly slackInteractions: SlackInteractions;
  /** Every mail that was sent, oldest first. */
  readonly mail: readonly SentMail[];
  /** What the functions have saved of their rollouts. */
  tracks(): readonly Track[];
  /** How many failed events wait to be handed to their function again. */
  retries(): number;
  /** A function dies, whatever it is doing. */
  crash(functionName: string): Promise<void>;
  /** Ends the functions. */
  close(): Promise<void>;
}

export interface SimulationOptions {
  readonly wiring: Wiring;
  readonly policy: Policy;
  readonly authority: Authority;
  /** Where the region can be called. */
  readonly url: string;
  /** What happens over and over. */
  readonly every: SimulatedClock["every"];
  /** The clock, for other threads. */
  readonly time: SharedArrayBuffer;
  /** What is in the Parameter Store at the start. */
  readonly parameters: readonly Pick<Parameter, "name" | "value" | "type">[];
}

export async function simulate(context: RegionContext, options: SimulationOptions): Promise<Services> {
  const { wiring, policy, authority, url, time } = options;
  const { clock, log, account, region } = context;
  const { functions } = wiring;

  const slack = createSlack({ token: slackSecrets.token, now: clock.now, channels: channelsOf(policy) });
  const interactions = slackInteractions({
    slack,
    people: peopleIn(policy),
    clock,
    requestUrl: requestUrlOf(wiring, url),
    signingSecret: slackSecrets.signing,
    responsesUrl: `${url}/slack/responses/`,
  });
  const parameterStore = ssm({
    context,
    imageExists: (id) => machines.images().some((image) => image.id === id && image.state === "available"),
    parameters: [...options.parameters, ...slackSecretsOf(wiring), ...webhookSecretsOf(wiring, policy)],
  });
  const machines: Ec2 = ec2(context, { parameter: parameterStore.value });
  const groups = autoScaling(context, machines);

  const lambda = actingFor(functions, authority);
  checkSchedules(wiring, authority);
  const host = await startHost({ functions, policy, region, endpoint: url, time, log: lambda.logging(log) });
  const held = heldHost(host, clock);
  const queues = sqs(context, wiring.queues, authority);
  const deliver = (arn: string, body: string, from: FunctionWiring) => {
    if (lambda.maySendFailures(from, arn)) queues.send(arn, { body, deadLetter: true });
  };
  const { invoke, waiting } = asynchronously({ functions, host: held, clock, deliver, log });
  const topics = sns({
    context,
    wiring,
    others: topicsOf(policy),
    sqs: queues,
    invoke,
  });
  const buses = events({ context, wiring, sqs: queues, sns: topics, functions, invoke });
  buses.onEvent((event, bus, rules) => {
    if (bus !== "default" || rules.length > 0 || isOfOurs(event)) return;
    const ignored = `no rule takes ${event["detail-type"]} of ${event.source} with ${JSON.stringify(event.detail)}`;
    log({ level: "info", from: "events", message: `ignored: ${ignored}`, fields: { event: event.id, ignored } });
  });
  for (const source of wiring.eventSources) {
    startEventSources({
      sources: [source],
      functions,
      sqs: lambda.consuming(queues, source),
      host: held,
      clock,
      log,
    });
  }

  const mail: SentMail[] = [];
  const database = await createDynamoDb({ tables: wiring.tables });
  const { service: dynamodb, tracks } = watchTracks(database.handle);
  return {
    ec2: machines,
    autoScaling: groups,
    sqs: queues,
    sns: topics,
    events: buses,
    scheduler: scheduler({
      context,
      groups: wiring.scheduleGroups,
      deployed: { schedules: wiring.schedules, every: options.every },
      sqs: queues,
      sns: topics,
      events: buses,
      functions,
      invoke,
      allows: schedulesMay(authority),
    }),
    ssm: parameterStore,
    imageBuilder: imageBuilder(),
    lambda: lambdaOperations({ functions, host: held, invokeAsynchronously: invoke }),
    functionUrls: functionUrls({ functions, host: held, now: clock.now }),
    ses: sesOperations({
      context,
      configurationSets: wiring.configurationSets,
      onMail: (sent) => void mail.push(sent),
    }),
    sts: stsOperations(account, whoIs(wiring)),
    dynamodb,
    slack,
    slackInteractions: interactions,
    mail,
    tracks,
    retries: waiting,
    crash: host.crash,
    async close() {
      await host.close();
      await database.close();
    },
  };
}

/** Operators put the secrets there before the first deployment; here the region is its own operator. */
function slackSecretsOf({ functions }: Wiring): SimulationOptions["parameters"] {
  const named = (variable: string, value: string) =>
    [...new Set(functions.flatMap(({ environment }) => environment[variable] ?? []))].map(
      (name) => ({ name, value, type: "SecureString" }) as const,
    );
  return [
    ...named("SLACK_TOKEN_PARAMETER", slackSecrets.token),
    ...named("SLACK_SIGNING_SECRET_PARAMETER", slackSecrets.signing),
  ];
}

function webhookSecretsOf({ functions }: Wiring, policy: Policy): SimulationOptions["parameters"] {
  const path = functions.find(({ environment }) => environment.WEBHOOK_SECRETS)?.environment.WEBHOOK_SECRETS;
  const names = new Set(subscriptionsOf(policy).flatMap(({ address: { secret } }) => secret ?? []));
  if (path === undefined) return [];
  return [...names].map((name) => ({ name: `${path}${name}`, value: webhookSecret, type: "SecureString" }));
}

/** Topics of others are there when somebody is to be told in them. */
function topicsOf(policy: Policy): Topic[] {
  const told = subscriptionsOf(policy).flatMap(({ address: { channel, to } }) => (channel === "sns" ? [to] : []));
  const arns = [...told, policy.operators?.topic].filter((arn) => arn !== undefined);
  return arns.map((arn) => ({ arn, name: arn.split(":").at(-1) ?? "" }));
}

/** The app's manifest has the address of the function that takes what people do. */
function requestUrlOf({ functions }: Wiring, url: string): string | undefined {
  const taker = functions.find((fn) => fn.url && fn.environment.SLACK_SIGNING_SECRET_PARAMETER !== undefined);
  return taker && localUrl(url, taker.name);
}

/** The channels that the teams are told in are there before the first message. */
/** A parameter that the functions keep: nobody waits for an event about it. */
const isOfOurs = ({ source, detail }: { readonly source: string; readonly detail: unknown }): boolean =>
  source === "aws.ssm" && String((detail as { name?: unknown }).name).startsWith("/ami-refresh/");
