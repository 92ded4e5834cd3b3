import { randomUUID } from "node:crypto";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import type { RegionContext } from "../context.ts";
import { type NextImage, nextImage } from "../fleet/nextImage.ts";
import type { Services } from "./services.ts";

export interface PublishedImage {
  readonly id: string;
  readonly name: string;
}

/** Publishes a new image of a family, as its owner would; undefined: the configuration has no such family. */
export type Publish = (family: string) => PublishedImage | undefined;

export function publisher(
  policy: Policy,
  { ec2, events }: Pick<Services, "ec2" | "events">,
  { clock, region }: Pick<RegionContext, "clock" | "region">,
): Publish {
  return (familyName) => {
    const family = Object.hasOwn(policy.families, familyName) ? policy.families[familyName] : undefined;
    if (!family) return undefined;
    const taken = new Set(ec2.images().map(({ name }) => name));
    const image = nextImage(family, clock.now(), taken);
    return { id: image.owner === undefined ? register(image) : share(image), name: image.name };
  };

  function register({ name, architecture, tags }: NextImage): string {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const { ImageId } = ec2.operations.RegisterImage(
      {
        Name: name,
        Architecture: architecture,
        ...(Tags.length > 0 && { TagSpecifications: [{ ResourceType: "image" as const, Tags }] }),
      },
      { region, accessKeyId: "local", requestId: randomUUID(), base: "", waiting: (promise) => promise },
    );
    return ImageId;
  }

  /** AWS tells nobody that an image was shared with them: whoever shares it has to say so. */
  function share({ owner, ...image }: NextImage): string {
    const ImageId = ec2.seedImage({ ...image, ...(owner !== undefined && { owner }) });
    events.putOn("default", {
      source: "ami-refresh",
      detailType: "Image Published",
      resources: [],
      detail: { ImageId },
    });
    return ImageId;
  }
}
