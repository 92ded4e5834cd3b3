import { PutParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import type { Parameters } from "../../ports.ts";
import { refusalOf } from "./errors.ts";

/** Parameters that name current images. One that is there keeps its description and data type. */
export function currentImages(client: Pick<SSMClient, "send">): Parameters {
  return {
    async write(name, value) {
      try {
        // Not of data type aws:ec2:image: its changes would announce the image once more.
        await client.send(new PutParameterCommand({ Name: name, Value: value, Type: "String", Overwrite: true }));
        return {};
      } catch (error) {
        const refused = refusalOf(error);
        if (refused === undefined) throw error;
        return { refused };
      }
    },
  };
}
