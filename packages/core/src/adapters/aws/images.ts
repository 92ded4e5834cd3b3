import { DescribeImagesCommand, type EC2Client, type Image as Ec2Image } from "@aws-sdk/client-ec2";
import { GetImageCommand, type ImagebuilderClient } from "@aws-sdk/client-imagebuilder";
import { GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { Image } from "../../domain/image.ts";
import type { Images } from "../../ports.ts";
import { codeOf } from "./errors.ts";
import { chunks, pages } from "./pages.ts";

export interface ImageClients {
  readonly ec2: Pick<EC2Client, "send">;
  readonly imageBuilder: Pick<ImagebuilderClient, "send">;
  readonly ssm: Pick<SSMClient, "send">;
  /** The Region whose images are asked for. */
  readonly region: string;
}

/** Values that one filter takes (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html). */
const filterValues = 200;

export function awsImages({ ec2, imageBuilder, ssm, region }: ImageClients): Images {
  return {
    describe: (ids) => describeImages(ec2, ids),
    async builtBy(arn) {
      try {
        const { image } = await imageBuilder.send(new GetImageCommand({ imageBuildVersionArn: arn }));
        const here = (image?.outputResources?.amis ?? []).filter((ami) => ami.region === region);
        return here.flatMap((ami) => ami.image ?? []);
      } catch (error) {
        if (codeOf(error) === "ResourceNotFound") return [];
        throw error;
      }
    },
    async parameter(name) {
      try {
        const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name }));
        return Parameter?.Value;
      } catch (error) {
        if (codeOf(error) === "ParameterNotFound") return undefined;
        throw error;
      }
    },
  };
}

/** For launch control, which asks after no builds and no parameters. */
export function ec2Images(ec2: Pick<EC2Client, "send">): Pick<Images, "describe"> {
  return { describe: (ids) => describeImages(ec2, ids) };
}

/**
 * By a filter and not by `ImageIds`: with those, one image that is gone hides all others behind an error
 * (InvalidAMIID.NotFound, .Unavailable). What a filter would leave out must be asked for: disabled images, and
 * deprecated ones of other owners (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html).
 */
async function describeImages(ec2: Pick<EC2Client, "send">, ids: readonly string[]): Promise<Image[]> {
  const found: Image[] = [];
  for (const some of chunks([...new Set(ids)], filterValues)) {
    const request = {
      Filters: [{ Name: "image-id", Values: some }],
      IncludeDisabled: true,
      IncludeDeprecated: true,
      MaxResults: 1000,
    };
    for await (const { Images = [] } of pages((NextToken) =>
      ec2.send(new DescribeImagesCommand({ ...request, NextToken })),
    )) {
      found.push(...Images.map(imageOf));
    }
  }
  return found;
}

export const imageOf = (image: Ec2Image): Image =>
  Image.parse({
    id: image.ImageId,
    name: image.Name ?? "",
    owner: image.OwnerId,
    state: image.State,
    architecture: image.Architecture ?? "",
    tags: Object.fromEntries((image.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
    createdAt: image.CreationDate,
  });
