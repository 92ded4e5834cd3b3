import type { NormalizedSchema } from "@smithy/core/schema";
import type { WireRequest } from "../exchange.ts";
import { restJsonText } from "../json.ts";
import type { Protocol } from "../protocol.ts";
import { scalar } from "../scalar.ts";
import type { Operation } from "../service.ts";
import { fields } from "../shapes.ts";
import { jsonError } from "./awsJson.ts";

/**
 * JSON over HTTP's own means: members in the path, the query, headers, the status and the body
 * (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html).
 */
export const restJson: Protocol = {
  codes: {
    missing: "ValidationException",
    malformed: "SerializationException",
    unknownKey: "UnrecognizedClientException",
  },

  async read(request, operation) {
    const { input } = operation;
    if (input.isUnitSchema()) return {};
    const labels = labelsOf(request, operation);
    const bound = new Map<string, unknown>();
    let payload = false;
    for (const [name, member] of input.structIterator()) {
      const traits = member.getMergedTraits();
      if (traits.httpPayload) {
        payload = true;
        bound.set(name, await payloadOf(member, request.body));
      } else if (traits.httpLabel) bound.set(name, present(member, labels.get(name)));
      else if (traits.httpQuery) bound.set(name, queryOf(member, request.query, traits.httpQuery));
      else if (traits.httpHeader) bound.set(name, present(member, request.headers[traits.httpHeader.toLowerCase()]));
    }
    const body = payload ? {} : fields(await restJsonText.read(input, request.body));
    const members = [...Object.entries(body).filter(([name]) => !bound.has(name)), ...bound];
    return Object.fromEntries(members.filter(([, value]) => value !== undefined));
  },

  write(output, { requestId, operation }) {
    const headers: Record<string, string> = { "content-type": "application/json", "x-amzn-requestid": requestId };
    const values = fields(output);
    const rest: Record<string, unknown> = {};
    let status = operation.http?.status ?? 200;
    let payload: string | Uint8Array | undefined;
    const members = operation.output.isUnitSchema() ? [] : operation.output.structIterator();
    for (const [name, member] of members) {
      const value = values[name];
      const traits = member.getMergedTraits();
      if (traits.httpPayload) payload = written(member, value);
      else if (traits.httpHeader) {
        if (value !== undefined) headers[traits.httpHeader.toLowerCase()] = headerText(value);
      } else if (traits.httpResponseCode) {
        if (typeof value === "number") status = value;
      } else rest[name] = value;
    }
    const body = status === 204 ? "" : (payload ?? restJsonText.write(operation.output, rest));
    return { status, headers, body };
  },

  writeError: (error, { requestId }) => ({
    status: error.status,
    headers: { "content-type": "application/json", "x-amzn-requestid": requestId, "x-amzn-errortype": error.code },
    body: jsonError(error),
  }),
};

function labelsOf({ path }: WireRequest, { uri }: Operation): ReadonlyMap<string, string> {
  const groups = uri?.path.exec(path)?.slice(1) ?? [];
  return new Map(uri?.labels.map((label, index) => [label, decodeURIComponent(groups[index] ?? "")]));
}

const present = (schema: NormalizedSchema, text: string | undefined): unknown =>
  text === undefined ? undefined : scalar(schema, text);

function queryOf(schema: NormalizedSchema, query: URLSearchParams, name: string): unknown {
  if (!query.has(name)) return undefined;
  if (schema.isListSchema()) return query.getAll(name).map((text) => scalar(schema.getValueSchema(), text));
  return scalar(schema, query.get(name) ?? "");
}

async function payloadOf(schema: NormalizedSchema, body: Buffer): Promise<unknown> {
  if (body.length === 0) return undefined;
  if (schema.isStructSchema()) return restJsonText.read(schema, body);
  return schema.isStringSchema() ? body.toString() : new Uint8Array(body);
}

function written(schema: NormalizedSchema, value: unknown): string | Uint8Array {
  if (value === undefined || value === null) return "";
  return typeof value === "string" || value instanceof Uint8Array ? value : restJsonText.write(schema, value);
}

const headerText = (value: unknown): string => (value instanceof Date ? value.toUTCString() : String(value));
