import type { Reply } from "../endpoint/exchange.ts";
import { fields } from "../endpoint/shapes.ts";
import type { TableWiring } from "../graph/wiring.ts";
import { type Dynalite, type DynaliteRequest, dynalite } from "./dynalite.ts";

export interface DynamoDbOptions {
  /** The tables that are there from the start. */
  readonly tables: readonly TableWiring[];
}

export interface DynamoDb {
  /** Answers a signed request as DynamoDB would; the signature itself is not looked at. */
  handle(request: DynaliteRequest, body: Buffer): Promise<Reply>;
  /** Forgets the tables. */
  close(): Promise<void>;
}

/**
 * DynamoDB by the library dynalite, which has neither transactions nor PartiQL. A table's time to live is known but
 * deletes nothing: AWS itself promises no more than within a few days, so nobody may rely on an item to be gone
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html).
 */
export async function createDynamoDb({ tables }: DynamoDbOptions): Promise<DynamoDb> {
  const [, , , region = "eu-west-2", account = "123456789012"] = tables[0]?.arn.split(":") ?? [];
  let ask: Dynalite | undefined = dynalite(account, region);
  const timesToLive = new Map(
    tables.flatMap(({ name, ttlAttribute }) => (ttlAttribute === undefined ? [] : [[name, ttlAttribute] as const])),
  );
  for (const table of tables) await create(ask, table);

  return {
    async handle(request, body) {
      if (!ask) throw new Error("DynamoDB is closed");
      const operation = String(request.headers["x-amz-target"]).split(".").at(-1);
      if (operation === "DescribeTimeToLive" || operation === "UpdateTimeToLive") {
        return timeToLive(ask, timesToLive, request, body);
      }
      const reply = await ask(request, body);
      return typeIn(reply).endsWith("#UnknownOperationException") ? notHere(operation) : reply;
    },
    async close() {
      ask = undefined;
    },
  };
}

/** Answers when the table can be used. */
async function create(ask: Dynalite, { name, keys, attributes }: TableWiring): Promise<void> {
  const key = (AttributeName: string, KeyType: "HASH" | "RANGE") => ({ AttributeName, KeyType });
  const reply = await call(ask, "CreateTable", {
    TableName: name,
    KeySchema: [key(keys.hash, "HASH"), ...(keys.range === undefined ? [] : [key(keys.range, "RANGE")])],
    // Attributes of indexes are none of the table's own: AWS, and dynalite, refuse what no key uses.
    AttributeDefinitions: attributes
      .filter((attribute) => attribute.name === keys.hash || attribute.name === keys.range)
      .map((attribute) => ({ AttributeName: attribute.name, AttributeType: attribute.type })),
    BillingMode: "PAY_PER_REQUEST",
  });
  if (reply.status !== 200) throw new Error(`the table ${name} could not be created: ${reply.body}`);
  while ((await statusOf(ask, name)) === "CREATING");
}

async function statusOf(ask: Dynalite, TableName: string): Promise<unknown> {
  const reply = await call(ask, "DescribeTable", { TableName });
  return fields(fields(json(reply)).Table).TableStatus;
}

/** Dynalite knows no time to live, but which tables there are. */
async function timeToLive(
  ask: Dynalite,
  timesToLive: Map<string, string>,
  request: DynaliteRequest,
  body: Buffer,
): Promise<Reply> {
  const headers = { ...request.headers, "x-amz-target": "DynamoDB_20120810.DescribeTimeToLive" };
  const found = await ask({ ...request, headers }, body);
  if (found.status !== 200) return found;
  const { TableName, TimeToLiveSpecification } = fields(JSON.parse(body.toString()));
  const name = String(TableName);
  if (TimeToLiveSpecification !== undefined) {
    const { Enabled, AttributeName } = fields(TimeToLiveSpecification);
    if (Enabled === true) timesToLive.set(name, String(AttributeName));
    else timesToLive.delete(name);
    return jsonReply(200, { TimeToLiveSpecification });
  }
  const AttributeName = timesToLive.get(name);
  return AttributeName === undefined
    ? found
    : jsonReply(200, { TimeToLiveDescription: { TimeToLiveStatus: "ENABLED", AttributeName } });
}

/** Dynalite wants a signature, whosoever. */
const signed = {
  authorization:
    "AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-2/dynamodb/aws4_request, SignedHeaders=host, Signature=none",
  "x-amz-date": "20260101T000000Z",
};

const call = (ask: Dynalite, operation: string, input: object): Promise<Reply> =>
  ask(
    {
      headers: {
        ...signed,
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `DynamoDB_20120810.${operation}`,
      },
    },
    Buffer.from(JSON.stringify(input)),
  );

const notHere = (operation: string | undefined): Reply =>
  jsonReply(501, {
    __type: "NotImplemented",
    message: `The local region does not have dynamodb:${operation}. It simulates only what the pipeline and its operators call.`,
  });

const jsonReply = (status: number, value: object): Reply => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: JSON.stringify(value),
});

function typeIn(reply: Reply): string {
  if (reply.status < 400) return "";
  const { __type: type } = fields(json(reply));
  return typeof type === "string" ? type : "";
}

function json({ body }: Reply): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return undefined;
  }
}
