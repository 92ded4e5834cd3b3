import { JsonCodec2 } from "@aws-sdk/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";

/** JSON by schema: times are epoch seconds unless a trait says otherwise, blobs are base64. */
export interface Json {
  read(schema: NormalizedSchema, body: Buffer): Promise<unknown>;
  write(schema: NormalizedSchema, value: unknown): Uint8Array;
}

function json(jsonName: boolean): Json {
  const codec = new JsonCodec2({ timestampFormat: { useTrait: true, default: 7 }, jsonName, httpBindings: false });
  return {
    async read(schema, body) {
      const text = body.toString() || "{}";
      // The codec would take a list for an object without members.
      if (!/^\s*\{/.test(text)) throw new SyntaxError("the body is no JSON object");
      return codec.createDeserializer().read(schema, text);
    },
    write(schema, value) {
      if (schema.isUnitSchema()) return Buffer.from("{}");
      const serializer = codec.createSerializer();
      serializer.write(schema, value ?? {});
      // The codec's bytes pretend to be a string, with a warning: only the bytes are wanted.
      const bytes = serializer.flush();
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
  };
}

/** AWS JSON 1.0 and 1.1 know no other names of members than the model's; REST JSON does. */
export const awsJsonText = json(false);
export const restJsonText = json(true);
