import { GetImageCommand, type ImagebuilderClient } from "@aws-sdk/client-imagebuilder";
import type { Images } from "../../ports.ts";
import { codeOf } from "./errors.ts";

/** What Image Builder has built. `region`: the one whose images are asked for. */
export function builtImages(client: Pick<ImagebuilderClient, "send">, region: string): Pick<Images, "builtBy"> {
  return {
    async builtBy(arn) {
      try {
        const { image } = await client.send(new GetImageCommand({ imageBuildVersionArn: arn }));
        const here = (image?.outputResources?.amis ?? []).filter((ami) => ami.region === region);
        return here.flatMap((ami) => ami.image ?? []);
      } catch (error) {
        if (codeOf(error) === "ResourceNotFound") return [];
        throw error;
      }
    },
  };
}
