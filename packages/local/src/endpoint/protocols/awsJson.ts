import type { WireError } from "../errors.ts";
import { faultOf } from "../errors.ts";
import type { WireRequest } from "../exchange.ts";
import { awsJsonText } from "../json.ts";
import type { Protocol } from "../protocol.ts";
import { fields } from "../shapes.ts";

/** AWS JSON 1.0 and 1.1 (https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html). */
export const awsJson: Protocol = {
  codes: {
    missing: "ValidationException",
    malformed: "SerializationException",
    unknownKey: "UnrecognizedClientException",
  },

  read: async ({ body }, { input }) => (input.isUnitSchema() ? {} : awsJsonText.read(input, body)),

  write: (output, { request, requestId, operation }) => ({
    status: 200,
    headers: { "content-type": contentType(request), "x-amzn-requestid": requestId },
    body: awsJsonText.write(operation.output, output),
  }),

  writeError: (error, { request, requestId, service }) => ({
    status: error.status,
    headers: {
      "content-type": contentType(request),
      "x-amzn-requestid": requestId,
      "x-amzn-errortype": error.code,
      // What clients that knew the service by its Query protocol knew the error by
      // (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait).
      ...(service?.queryCompatible && { "x-amzn-query-error": `${error.query.code};${faultOf(error.status)}` }),
    },
    body: jsonError(error),
  }),
};

/** `{"__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": …}` */
export function jsonError({ code, message, shape, members }: WireError): string {
  const told: unknown = shape ? JSON.parse(Buffer.from(awsJsonText.write(shape.schema, members)).toString()) : {};
  const hasMessage = Object.keys(members).some((name) => name.toLowerCase() === "message");
  return JSON.stringify({
    __type: shape?.schema.getName(true) ?? code,
    ...fields(told),
    ...(!hasMessage && { message }),
  });
}

const contentType = ({ headers }: WireRequest): string =>
  headers["content-type"]?.startsWith("application/x-amz-json-1.1")
    ? "application/x-amz-json-1.1"
    : "application/x-amz-json-1.0";
