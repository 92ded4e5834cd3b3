import { faultOf } from "../errors.ts";
import { formText } from "../exchange.ts";
import { type FormDialect, formTree, fromForm } from "../form.ts";
import type { Protocol } from "../protocol.ts";
import { escapeXml, toXml } from "../xml.ts";

const dialect: FormDialect = {
  member: (name, schema) => schema.getMergedTraits().xmlName ?? name,
  flatLists: false,
};

/** A form in, XML out (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html). */
export const query: Protocol = {
  codes: { missing: "ValidationError", malformed: "MalformedInput", unknownKey: "InvalidClientTokenId" },

  read: async (request, { input }) =>
    input.isUnitSchema() ? {} : fromForm(input, formTree(formText(request)), dialect),

  write: (output, { requestId, service, operation: { name, output: schema } }) => ({
    status: 200,
    headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
    body:
      `<${name}Response xmlns="${escapeXml(service.xmlNamespace)}">` +
      (schema.isUnitSchema() ? "" : toXml(schema, `${name}Result`, output)) +
      `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${name}Response>`,
  }),

  writeError: ({ query: { code, status }, message }, { requestId, service }) => ({
    status,
    headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
    body:
      `<ErrorResponse xmlns="${escapeXml(service?.xmlNamespace ?? "")}"><Error><Type>${faultOf(status)}</Type>` +
      `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error>` +
      `<RequestId>${requestId}</RequestId></ErrorResponse>`,
  }),
};
