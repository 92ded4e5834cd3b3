import { DescribeImagesCommand, type EC2Client, type Image as Ec2Image } from "@aws-sdk/client-ec2";
import { Image } from "../../domain/image.ts";
import type { Images } from "../../ports.ts";
import { chunks, pages } from "./pages.ts";

/** Values that one filter takes (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html). */
const filterValues = 200;

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
