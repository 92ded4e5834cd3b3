import { formText } from "../exchange.ts";
import { type FormDialect, formTree, fromForm } from "../form.ts";
import type { Protocol } from "../protocol.ts";
import { escapeXml, toXml } from "../xml.ts";

const dialect: FormDialect = {
  member(name, schema) {
    const { ec2QueryName, xmlName = name } = schema.getMergedTraits();
    return typeof ec2QueryName === "string" ? ec2QueryName : xmlName.charAt(0).toUpperCase() + xmlName.slice(1);
  },
  flatLists: true,
};

/** EC2's own variant of the Query protocol (https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html). */
export const ec2Query: Protocol = {
  codes: { missing: "MissingParameter", malformed: "InvalidParameterValue", unknownKey: "InvalidClientTokenId" },

  read: async (request, { input }) =>
    input.isUnitSchema() ? {} : fromForm(input, formTree(formText(request)), dialect),

  write(output, { requestId, service, operation: { name, output: schema } }) {
    const root = `${name}Response`;
    const members = toXml(schema, root, output).replace(/^<\w+(\/>|>)/, "");
    return {
      status: 200,
      headers: { "content-type": "text/xml;charset=UTF-8", "x-amzn-requestid": requestId },
      body:
        `<${root} xmlns="${escapeXml(service.xmlNamespace)}/"><requestId>${requestId}</requestId>` +
        (members || `</${root}>`),
    };
  },

  writeError: ({ query: { code, status }, message }, { requestId }) => ({
    status,
    headers: { "content-type": "text/xml;charset=UTF-8", "x-amzn-requestid": requestId },
    body:
      `<Response><Errors><Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error></Errors>` +
      `<RequestID>${requestId}</RequestID></Response>`,
  }),
};
