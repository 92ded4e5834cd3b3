import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, ListEventBusesCommand } from "@aws-sdk/client-eventbridge";
import { ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Bus, Clock, Confirmations, Mailboxes, ReaderStore, Tracks } from "../../ports.ts";
import { eventBridgeBus } from "./bus.ts";
import { sqsConfirmations } from "./confirmations.ts";
import { snsMailboxes } from "./mailboxes.ts";
import { type OtherServices, otherServices } from "./otherServices.ts";
import { pages } from "./pages.ts";
import { dynamoReaders } from "./readers.ts";
import { dynamoTracks } from "./tracks.ts";

/** What a deployed stage offers to an operator. */
export interface Deployment {
  readonly stage: string;
  readonly tracks: Tracks;
  readonly mailboxes: Mailboxes;
  readonly readers: ReaderStore;
  readonly confirmations: Confirmations;
  readonly bus: Bus;
  /** How a configuration's services are others than its own. Fails for who may not list queues. */
  otherServices(services: readonly string[]): Promise<OtherServices>;
}

type ClientConfig = NonNullable<ConstructorParameters<typeof SNSClient>[0]> &
  NonNullable<ConstructorParameters<typeof DynamoDBClient>[0]> &
  NonNullable<ConstructorParameters<typeof EventBridgeClient>[0]>;

/** SST names a resource `APP-STAGE-COMPONENT-SUFFIX`; the suffix is letters and digits. */
const stageOf = (name: string, component: string): string | undefined =>
  new RegExp(`^ami-refresh-(.+)-${component}-[a-z0-9]+$`).exec(name)?.[1];

/**
 * Finds a stage by the names of its resources; `stage` may be left out where only one is deployed.
 * @throws where there is none, or more than one, with what to do
 */
export async function findDeployment(config: ClientConfig, clock: Clock, stage?: string): Promise<Deployment> {
  const clients = {
    sns: new SNSClient(config),
    dynamo: new DynamoDBClient(config),
    sqs: new SQSClient(config),
    events: new EventBridgeClient(config),
  };
  return deploymentIn(clients, clock, stage);
}

interface Clients {
  readonly sns: Pick<SNSClient, "send">;
  readonly dynamo: Pick<DynamoDBClient, "send">;
  readonly sqs: Pick<SQSClient, "send">;
  readonly events: Pick<EventBridgeClient, "send">;
}

/** As findDeployment, with clients at hand. */
export async function deploymentIn(
  { sns, dynamo, sqs, events }: Clients,
  clock: Clock,
  stage?: string,
): Promise<Deployment> {
  const topics = new Map<string, string>();
  for await (const { Topics = [] } of pages((NextToken) => sns.send(new ListTopicsCommand({ NextToken })))) {
    for (const { TopicArn = "" } of Topics) {
      const found = stageOf(TopicArn.split(":").at(-1) ?? "", "MailboxesTopic");
      if (found !== undefined) topics.set(found, TopicArn);
    }
  }
  const only = oneOf([...topics.keys()], stage);
  const topic = topics.get(only) ?? "";
  const tables = await tableNames(dynamo, `ami-refresh-${only}-`);
  const table = tables.find((name) => stageOf(name, "RolloutsTable") === only);
  if (table === undefined) throw new NotDeployed(`the stage ${only} has no table: deploy it again`);
  return {
    stage: only,
    tracks: dynamoTracks(dynamo, table),
    mailboxes: snsMailboxes(sns, topic),
    readers: dynamoReaders(dynamo, table, clock),
    confirmations: {
      ask: async (subscription) => sqsConfirmations(sqs, await mailQueue(sqs, only)).ask(subscription),
    },
    bus: { put: async (said) => eventBridgeBus(events, await domainBus(events, only)).put(said) },
    otherServices: (services) => otherServices(sqs, only, services),
  };
}

/** The queue out of which mails are sent. */
async function mailQueue(client: Clients["sqs"], stage: string): Promise<string> {
  const QueueNamePrefix = `ami-refresh-${stage}-DeliverEmailQueue`;
  const { QueueUrls: [url] = [] } = await client.send(new ListQueuesCommand({ QueueNamePrefix }));
  if (url !== undefined) return url;
  throw new NotDeployed(`the stage ${stage} has no queue for mails: deploy it again`);
}

/** The bus of the domain events. */
async function domainBus(client: Clients["events"], stage: string): Promise<string> {
  const NamePrefix = `ami-refresh-${stage}-DomainBus-`;
  const { EventBuses: [bus] = [] } = await client.send(new ListEventBusesCommand({ NamePrefix }));
  if (bus?.Name !== undefined) return bus.Name;
  throw new NotDeployed(`the stage ${stage} has no bus: deploy it again`);
}

/** The stage is not there, or nobody said which. The message says what to do. */
export class NotDeployed extends Error {
  override readonly name = "NotDeployed";
}

function oneOf(stages: readonly string[], wanted: string | undefined): string {
  const names = stages.join(", ");
  if (wanted !== undefined) {
    if (stages.includes(wanted)) return wanted;
    throw new NotDeployed(
      `the stage ${wanted} is not deployed here${names ? `, but ${names}` : ""}: is it the right account and Region?`,
    );
  }
  const [only, ...others] = stages;
  if (only === undefined) throw new NotDeployed("no stage is deployed here: is it the right account and Region?");
  if (others.length > 0) throw new NotDeployed(`several stages are deployed here (${names}): say which with --stage`);
  return only;
}

/** Tables come by name from the one given on (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html). */
async function tableNames(client: Clients["dynamo"], prefix: string): Promise<string[]> {
  const names: string[] = [];
  let from: string | undefined;
  do {
    const page = await client.send(new ListTablesCommand({ ExclusiveStartTableName: from }));
    names.push(...(page.TableNames ?? []).filter((name) => name.startsWith(prefix)));
    from = page.LastEvaluatedTableName;
  } while (from !== undefined);
  return names;
}
