import { type Credential, credentialOf } from "./credential.ts";
import { formText, type WireRequest } from "./exchange.ts";
import type { Protocol } from "./protocol.ts";
import { awsJson } from "./protocols/awsJson.ts";
import { cbor } from "./protocols/cbor.ts";
import { ec2Query } from "./protocols/ec2Query.ts";
import { query } from "./protocols/query.ts";
import { restJson } from "./protocols/restJson.ts";
import { restXml } from "./protocols/restXml.ts";
import type { Operation, Service } from "./service.ts";
import { matchesUri } from "./uriPattern.ts";

/** What a request asks for, whether or not the local region has it. */
export interface Asked {
  readonly protocol: Protocol;
  readonly credential?: Credential | undefined;
  readonly serviceName: string;
  readonly operationName: string;
  readonly service?: Service | undefined;
  readonly operation?: Operation | undefined;
}

/** The protocol is told by the request's form, the service by its signature, the operation by the protocol. */
export function route(request: WireRequest, services: readonly Service[]): Asked {
  const credential = credentialOf(request);
  const signed = services.find(({ signingName }) => signingName === credential?.service);
  const asked = (protocol: Protocol, service: Service | undefined, operationName: string, known: string): Asked => ({
    protocol,
    credential,
    serviceName: service?.signingName ?? credential?.service ?? known,
    operationName,
    service,
    operation: service?.operations.get(operationName),
  });
  const byTarget = (target: string) => services.find((service) => service.target === target) ?? signed;

  const target = request.headers["x-amz-target"];
  if (target !== undefined) {
    const dot = target.lastIndexOf(".");
    const prefix = target.slice(0, Math.max(dot, 0));
    return asked(awsJson, byTarget(prefix), target.slice(dot + 1), prefix);
  }
  const [, rpcService, rpcOperation] = /^\/service\/([^/]+)\/operation\/(\w+)$/.exec(request.path) ?? [];
  if (rpcService && rpcOperation) return asked(cbor, byTarget(rpcService), rpcOperation, rpcService);
  if (isForm(request)) {
    const form = new URLSearchParams(formText(request));
    const [action = "", version] = [form.get("Action") ?? undefined, form.get("Version")];
    // SES v1 and v2 sign alike: the version tells them apart.
    const ofVersion = (service: Service) => version === null || service.version === version;
    const service = signed
      ? [signed].find(ofVersion)
      : services.find((one) => ofVersion(one) && one.operations.has(action));
    return asked(service?.speaksEc2 || credential?.service === "ec2" ? ec2Query : query, service, action, "");
  }
  const operation = signed?.byUri.find(
    ({ http, uri }) => http?.method === request.method && matchesUri(uri, request.path, request.query),
  );
  const protocol = credential?.service === "s3" ? restXml : restJson;
  return asked(protocol, signed, operation?.name ?? `${request.method} ${request.path}`, "");
}

const isForm = ({ headers, query: parameters }: WireRequest): boolean =>
  headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true || parameters.has("Action");
