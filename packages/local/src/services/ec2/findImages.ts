import type { DescribeImagesRequest } from "@aws-sdk/client-ec2";
import { type FilterFields, filtered } from "./filters.ts";
import { checkedId, notFound, unavailable } from "./imageIds.ts";
import type { LocalImage } from "./model.ts";
import { type Ec2State, tagsOf } from "./state.ts";

/** For how long EC2 still knows that an image was deregistered, rather than that there is none. */
const REMEMBERED_MS = 60 * 60_000;

const fields: FilterFields<LocalImage> = {
  architecture: (image) => image.architecture,
  "creation-date": (image) => new Date(image.createdAt).toISOString(),
  description: (image) => image.description,
  "image-id": (image) => image.id,
  "image-type": () => "machine",
  "is-public": (image) => String(image.public),
  name: (image) => image.name,
  "owner-alias": (image) => image.ownerAlias,
  "owner-id": (image) => image.owner,
  "root-device-type": () => "ebs",
  state: (image) => image.state,
  "virtualization-type": () => "hvm",
};

/**
 * The images that DescribeImages answers, by its owners, ids and filters. An id that is asked for and not there is an
 * error, one that is filtered for is not. Without Owners the images of strangers are among them, as in AWS.
 */
export function findImages(state: Ec2State, input: DescribeImagesRequest): LocalImage[] {
  const candidates = input.ImageIds?.length ? named(state, input.ImageIds) : [...state.images.values()];
  const visible = candidates.filter(
    (image) =>
      image.state !== "deregistered" &&
      (image.state !== "disabled" || input.IncludeDisabled === true) &&
      (image.public || image.owner === state.context.account),
  );
  const owners = input.Owners ?? [];
  const owned = visible.filter((image) => owners.length === 0 || owners.some((owner) => isOwner(state, image, owner)));
  return filtered(owned, input.Filters, fields, (image) => tagsOf(state, image.id));
}

function isOwner(state: Ec2State, image: LocalImage, owner: string): boolean {
  return image.owner === (owner === "self" ? state.context.account : owner) || image.ownerAlias === owner;
}

function named(state: Ec2State, ids: readonly string[]): LocalImage[] {
  for (const id of ids) checkedId(id);
  return ids.map((id) => {
    const image = state.images.get(id);
    if (!image || !(image.public || image.owner === state.context.account)) throw notFound(id);
    if (image.deregisteredAt === undefined) return image;
    throw state.context.clock.now() - image.deregisteredAt < REMEMBERED_MS ? unavailable(id) : notFound(id);
  });
}
