import { GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import type { Images } from "../../ports.ts";
import { codeOf } from "./errors.ts";

/** What parameters of the Parameter Store say. */
export function imageParameters(client: Pick<SSMClient, "send">): Pick<Images, "parameter"> {
  return {
    async parameter(name) {
      try {
        const { Parameter } = await client.send(new GetParameterCommand({ Name: name }));
        return Parameter?.Value;
      } catch (error) {
        if (codeOf(error) === "ParameterNotFound") return undefined;
        throw error;
      }
    },
  };
}
