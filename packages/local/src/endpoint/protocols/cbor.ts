import { CborCodec } from "@smithy/core/cbor";
import type { Reply } from "../exchange.ts";
import type { Protocol } from "../protocol.ts";

const codec = new CborCodec();
const documentSchema = 15;

/** Smithy RPC v2 with CBOR (https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html). */
export const cbor: Protocol = {
  codes: {
    missing: "ValidationException",
    malformed: "SerializationException",
    unknownKey: "UnrecognizedClientException",
  },

  read: async ({ body }, { input }) =>
    input.isUnitSchema() || body.length === 0 ? {} : codec.createDeserializer().read(input, body),

  write(output, { requestId, operation }) {
    const serializer = codec.createSerializer();
    if (operation.output.isUnitSchema()) serializer.write(documentSchema, {});
    else serializer.write(operation.output, output ?? {});
    return reply(200, requestId, serializer.flush());
  },

  writeError({ status, code, message, shape, members }, { requestId }) {
    const serializer = codec.createSerializer();
    serializer.write(documentSchema, { message, ...members, __type: shape?.schema.getName(true) ?? code });
    return reply(status, requestId, serializer.flush());
  },
};

const reply = (status: number, requestId: string, body: Uint8Array): Reply => ({
  status,
  headers: { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor", "x-amzn-requestid": requestId },
  body,
});
