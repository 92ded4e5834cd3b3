import { DescribeImagesCommand, type EC2Client, type Filter } from "@aws-sdk/client-ec2";
import { type Family, matchFamily } from "../../domain/family.ts";
import type { Image } from "../../domain/image.ts";
import { Temporal } from "../../domain/temporal.ts";
import type { Clock, FoundImages } from "../../ports.ts";
import { imageOf } from "./images.ts";
import { pages } from "./pages.ts";

export function ec2FoundImages(ec2: Pick<EC2Client, "send">, clock: Clock): FoundImages {
  return {
    async newest(family, account, since) {
      const request = {
        Owners: [...family.owners],
        Filters: filtersOf(family, since, clock.now()),
        MaxResults: 1000,
      };
      let newest: Image | undefined;
      for await (const { Images = [] } of pages((NextToken) =>
        ec2.send(new DescribeImagesCommand({ ...request, NextToken })),
      )) {
        for (const image of Images.map(imageOf)) {
          if (Temporal.Instant.compare(image.createdAt, since) < 0) continue;
          if (newest && Temporal.Instant.compare(image.createdAt, newest.createdAt) < 0) continue;
          // What EC2 finds is asked by the rules once more: they alone say what is of the family.
          if (matchFamily(image, family, account).match) newest = image;
        }
      }
      return newest;
    },
  };
}

/**
 * EC2's wildcards are ours, and a date with one is a day of UTC
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html): of a family's hundreds of images,
 * those of a few days are read.
 */
function filtersOf(family: Family, since: Temporal.Instant, now: Temporal.Instant): Filter[] {
  const { namePattern, architecture, tags } = family;
  return [
    { Name: "name", Values: [namePattern] },
    { Name: "state", Values: ["available"] },
    { Name: "creation-date", Values: daysBetween(since, now).map((day) => `${day}*`) },
    ...(architecture === undefined ? [] : [{ Name: "architecture", Values: [architecture] }]),
    ...Object.entries(tags).map(([key, pattern]) => ({ Name: `tag:${key}`, Values: [pattern] })),
  ];
}

/** Days of UTC, `2026-11-25`, the first and the last included. */
function daysBetween(first: Temporal.Instant, last: Temporal.Instant): string[] {
  const days: string[] = [];
  for (let at = first; ; at = at.add({ hours: 24 })) {
    days.push(at.toString().slice(0, 10));
    if (days.at(-1) === last.toString().slice(0, 10) || Temporal.Instant.compare(at, last) > 0) return days;
  }
}
