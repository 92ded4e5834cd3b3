import { AwsError } from "../operations.ts";
import type { Protocol } from "../protocol.ts";
import { escapeXml } from "../xml.ts";

const none = () => new AwsError("NotImplemented", "The local region has no service that speaks REST and XML.", 501);

/** S3's protocol, as far as it takes to say that there is no S3. */
export const restXml: Protocol = {
  codes: { missing: "InvalidRequest", malformed: "MalformedXML", unknownKey: "InvalidAccessKeyId" },
  read: () => Promise.reject(none()),
  write: () => {
    throw none();
  },
  writeError: ({ status, code, message }, { requestId }) => ({
    status,
    headers: { "content-type": "application/xml", "x-amz-request-id": requestId },
    body:
      `<Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>` +
      `<RequestId>${requestId}</RequestId></Error>`,
  }),
};
