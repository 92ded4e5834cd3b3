import { ec2Images, imageOf } from "@ami-refresh/core/adapters/aws/images.ts";
import { pages } from "@ami-refresh/core/adapters/aws/pages.ts";
import type { DoctorPorts } from "@ami-refresh/core/app/doctor/ports.ts";
import { globMatches } from "@ami-refresh/core/domain/family.ts";
import type { Image } from "@ami-refresh/core/domain/image.ts";
import { DescribeImagesCommand, type DescribeImagesRequest, type EC2Client } from "@aws-sdk/client-ec2";
import { asking } from "./answers.ts";

/** `account`: what `self` stands for. */
export function imageSurvey(
  client: Pick<EC2Client, "send">,
  account: () => Promise<{ account: string }>,
): DoctorPorts["images"] {
  const action = "ec2:DescribeImages";
  return {
    describe: (ids) => asking(action, () => ec2Images(client).describe(ids)),
    named: ({ namePattern, owners }) =>
      asking(action, async () => {
        // EC2's wildcards are ours (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html).
        const request = { Filters: [{ Name: "name", Values: [namePattern] }], MaxResults: 1000 };
        const self = (await account()).account;
        const trusted = new Set(owners.map((owner) => (owner === "self" ? self : owner)));
        const own = await found(client, { ...request, Owners: [...owners] }, Number.POSITIVE_INFINITY);
        // One page of strangers' images is enough to tell that there are some.
        const anybody = await found(client, request, 1);
        const matching = (images: Image[]) => images.filter(({ name }) => globMatches(namePattern, name));
        return { own: matching(own), strangers: matching(anybody).filter(({ owner }) => !trusted.has(owner)) };
      }),
  };
}

async function found(client: Pick<EC2Client, "send">, request: DescribeImagesRequest, most: number): Promise<Image[]> {
  const images: Image[] = [];
  let count = 0;
  for await (const { Images = [] } of pages((NextToken) =>
    client.send(new DescribeImagesCommand({ ...request, NextToken })),
  )) {
    images.push(...Images.map(imageOf));
    if (++count >= most) break;
  }
  return images;
}
