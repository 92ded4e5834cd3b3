import { NormalizedSchema } from "@smithy/core/schema";

/**
 * The shapes that a client package of the AWS SDK carries. They are internal to the SDK and have no types, so what is
 * read of them is read here and nowhere else; the packages' exact versions are pinned.
 */
export interface ServiceShapes {
  /** Also the prefix of the service's actions in policies: `ses` for SES v2, `events` for EventBridge. */
  readonly signingName: string;
  /** `2012-11-05` */
  readonly version: string;
  /** Before the dot of X-Amz-Target, and in the path of RPC v2. */
  readonly target: string;
  readonly xmlNamespace: string;
  /** A JSON service that was a Query service: its errors carry both codes. */
  readonly queryCompatible: boolean;
  readonly speaksEc2: boolean;
  readonly operations: readonly OperationShape[];
  readonly errors: readonly ErrorShape[];
}

export interface OperationShape {
  readonly name: string;
  /** The unit schema where there is nothing to say. */
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  readonly http?: { readonly method: string; readonly uri: string; readonly status: number };
}

export interface ErrorShape {
  readonly name: string;
  readonly schema: NormalizedSchema;
  readonly status: number;
  /** Code and status in the Query protocol, if they are its own. */
  readonly query?: { readonly code: string; readonly status: number };
}

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];
type OperationSchema = readonly [kind: 9, namespace: string, name: string, traits: unknown, SchemaRef, SchemaRef];
type ErrorSchema = Extract<SchemaRef, readonly [-3, ...unknown[]]>;
type StructureSchema = Extract<SchemaRef, readonly [3, ...unknown[]]>;

/** @throws if the package exports no client. */
export function shapesOf(client: object): ServiceShapes {
  const exported = Object.entries(client).map(([, value]: [string, unknown]) => value);
  const { signingName, ec2, settings } = configurationOf(client);
  return {
    signingName,
    version: text(settings.version),
    target: text(settings.serviceTarget),
    xmlNamespace: text(settings.xmlNamespace),
    queryCompatible: settings.awsQueryCompatible === true,
    speaksEc2: ec2,
    operations: exported.filter(isOperation).map(operationShape),
    errors: exported.filter(isError).map(errorShape),
  };
}

function configurationOf(client: object) {
  const [, make]: [string, unknown] = Object.entries(client).find(isClient) ?? ["", undefined];
  if (typeof make !== "function") throw new Error("a package without a client is no client package");
  const made: unknown = Reflect.construct(make, [
    { region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } },
  ]);
  const config = fields(fields(made).config);
  const protocol = config.protocol;
  const shapeId: unknown =
    protocol instanceof Object && "getShapeId" in protocol && typeof protocol.getShapeId === "function"
      ? protocol.getShapeId()
      : "";
  return {
    signingName: text(config.defaultSigningName),
    ec2: text(shapeId).endsWith("#ec2Query"),
    settings: fields(config.protocolSettings),
  };
}

const isClient = ([name, value]: [string, unknown]): boolean =>
  /^[A-Z]\w*Client$/.test(name) && typeof value === "function";

const isOperation = (value: unknown): value is OperationSchema => Array.isArray(value) && value[0] === 9;
const isError = (value: unknown): value is ErrorSchema => Array.isArray(value) && value[0] === -3;
const isStructure = (value: unknown): value is StructureSchema => Array.isArray(value) && value[0] === 3;

function operationShape([, , name, traits, input, output]: OperationSchema): OperationShape {
  const { http } = fields(traits);
  const [method, uri, status]: unknown[] = Array.isArray(http) ? http : [];
  return {
    name,
    input: NormalizedSchema.of(input ?? "unit"),
    output: NormalizedSchema.of(output ?? "unit"),
    ...(typeof method === "string" &&
      typeof uri === "string" && { http: { method, uri, status: typeof status === "number" ? status : 200 } }),
  };
}

function errorShape(schema: ErrorSchema): ErrorShape {
  const traits = NormalizedSchema.of(schema).getMergedTraits();
  const usual = traits.error === "server" ? 500 : 400;
  const [code, status]: unknown[] = Array.isArray(traits.awsQueryError) ? traits.awsQueryError : [];
  return {
    name: schema[2],
    schema: NormalizedSchema.of(schema),
    status: typeof traits.httpError === "number" ? traits.httpError : usual,
    ...(typeof code === "string" && { query: { code, status: typeof status === "number" ? status : usual } }),
  };
}

/** The members that a structure must have: static schemas list them first and say how many they are. */
export function requiredMembers(schema: NormalizedSchema): readonly string[] {
  const structure: unknown = schema.getSchema();
  return isStructure(structure) ? structure[4].slice(0, structure[6] ?? 0) : [];
}

/** The same structure under another name: what the XML serializer takes the root element's name from. */
export function renamed(schema: NormalizedSchema, name: string): NormalizedSchema {
  const structure: unknown = schema.getSchema();
  if (!isStructure(structure)) throw new Error(`${schema.getName(true)} is no structure`);
  const [kind, namespace, , , members, types] = structure;
  return NormalizedSchema.of([kind, namespace, name, 0, members, types]);
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Any object's properties, unknown as they are. */
export function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
