import type { Image } from "@aws-sdk/client-ec2";
import { AwsError, type CallContext } from "../../endpoint/operations.ts";
import type { Ec2Operations, ImageSeed } from "./ec2.ts";
import { findImages } from "./findImages.ts";
import { checkedId, notFound, unavailable } from "./imageIds.ts";
import type { ImageState, LocalImage } from "./model.ts";
import { page } from "./pages.ts";
import { type Ec2State, putTags, tagList, tagsOf } from "./state.ts";
import { specifiedTags } from "./tags.ts";

/** How long the snapshots behind CreateImage and CopyImage take. */
const SNAPSHOT_MS = 3 * 60_000;

export function imageOperations(state: Ec2State) {
  const { context } = state;

  const own = (id: string | undefined): LocalImage => {
    const image = state.images.get(checkedId(id));
    if (!image || image.owner !== context.account) throw notFound(id ?? "");
    if (image.state === "deregistered") throw unavailable(image.id);
    return image;
  };

  const move = (image: LocalImage, to: ImageState, call: CallContext): void => {
    image.state = to;
    if (to === "deregistered") image.deregisteredAt = context.clock.now();
    context.emit({
      source: "aws.ec2",
      detailType: "EC2 AMI State Change",
      resources: [`arn:aws:ec2:${context.region}::image/${image.id}`],
      detail: { RequestId: call.requestId, ImageId: image.id, State: to, ErrorMessage: image.stateReason ?? "" },
    });
  };

  /** A new image of this account, pending until its snapshots are there. */
  const make = (name: string | undefined, about: Pick<LocalImage, "architecture"> & { description?: string }) => {
    const image: LocalImage = {
      id: state.ids.next("ami"),
      name: freeName(state, name),
      owner: context.account,
      createdAt: context.clock.now(),
      public: false,
      state: "pending",
      ...about,
    };
    state.images.set(image.id, image);
    return image;
  };

  const availableLater = (image: LocalImage, call: CallContext) =>
    context.clock.at(context.clock.now() + SNAPSHOT_MS, () => {
      if (image.state === "pending") move(image, "available", call);
    });

  const describe = (image: LocalImage): Image => ({
    ImageId: image.id,
    Name: image.name,
    Description: image.description,
    State: image.state,
    ...(image.stateReason && { StateReason: { Code: "Client.InternalError", Message: image.stateReason } }),
    OwnerId: image.owner,
    ImageOwnerAlias: image.ownerAlias,
    ImageLocation: `${image.ownerAlias ?? image.owner}/${image.name}`,
    Public: image.public,
    Architecture: image.architecture,
    CreationDate: new Date(image.createdAt).toISOString(),
    ImageType: "machine",
    PlatformDetails: "Linux/UNIX",
    UsageOperation: "RunInstances",
    EnaSupport: true,
    Hypervisor: "xen",
    RootDeviceName: "/dev/xvda",
    RootDeviceType: "ebs",
    VirtualizationType: "hvm",
    BlockDeviceMappings: [],
    Tags: tagList(state, image.id),
  });

  return {
    RegisterImage: (input, call) => {
      const image = make(input.Name, {
        // EC2 still takes silence for i386, which nobody has meant for years.
        architecture: architectureOf(input.Architecture ?? "x86_64"),
        ...(input.Description !== undefined && { description: input.Description }),
      });
      putTags(state, image.id, specifiedTags(input.TagSpecifications, "image"));
      move(image, "available", call);
      return { ImageId: image.id };
    },

    CreateImage: (input, call) => {
      const instance = state.instances.get(input.InstanceId ?? "");
      if (!instance || instance.state === "terminated") {
        throw new AwsError("InvalidInstanceID.NotFound", `The instance ID '${input.InstanceId}' does not exist`);
      }
      const image = make(input.Name, {
        architecture: instance.architecture,
        ...(input.Description !== undefined && { description: input.Description }),
      });
      putTags(state, image.id, specifiedTags(input.TagSpecifications, "image"));
      availableLater(image, call);
      return { ImageId: image.id };
    },

    CopyImage: (input, call) => {
      const source = state.images.get(checkedId(input.SourceImageId));
      if (source?.state !== "available") throw notFound(input.SourceImageId ?? "");
      const image = make(input.Name, {
        architecture: source.architecture,
        ...(input.Description !== undefined && { description: input.Description }),
      });
      if (input.CopyImageTags) putTags(state, image.id, Object.entries(tagsOf(state, source.id)));
      putTags(state, image.id, specifiedTags(input.TagSpecifications, "image"));
      availableLater(image, call);
      return { ImageId: image.id };
    },

    DeregisterImage: (input, call) => {
      move(own(input.ImageId), "deregistered", call);
      return { Return: true };
    },

    DisableImage: (input, call) => {
      move(own(input.ImageId), "disabled", call);
      return { Return: true };
    },

    EnableImage: (input, call) => {
      const image = own(input.ImageId);
      if (image.state !== "disabled") {
        throw new AwsError("InvalidParameterCombination", `The image '${image.id}' is not disabled.`);
      }
      move(image, "available", call);
      return { Return: true };
    },

    DescribeImages: (input) => {
      const found = findImages(state, input);
      const { items, nextToken } = page(found, input.MaxResults, input.NextToken, "InvalidParameterValue");
      return { Images: items.map(describe), NextToken: nextToken };
    },
  } satisfies Ec2Operations;
}

/** Puts an image into the region as if it had always been there; no event tells of it. Answers its id. */
export function seedImage(state: Ec2State, seed: ImageSeed): string {
  const { context } = state;
  const owner = seed.owner ?? context.account;
  const image: LocalImage = {
    id: seed.id ?? state.ids.next("ami"),
    name: seed.name,
    owner,
    architecture: seed.architecture ?? "x86_64",
    createdAt: seed.createdAt ?? context.clock.now(),
    public: owner !== context.account,
    state: seed.state ?? "available",
    ...(seed.ownerAlias !== undefined && { ownerAlias: seed.ownerAlias }),
    ...(seed.description !== undefined && { description: seed.description }),
    ...(seed.state === "deregistered" && { deregisteredAt: seed.createdAt ?? context.clock.now() }),
    ...(seed.state === "failed" && { stateReason: "Client.InternalError: the snapshot could not be created" }),
  };
  state.images.set(image.id, image);
  putTags(state, image.id, Object.entries(seed.tags ?? {}));
  return image.id;
}

function freeName(state: Ec2State, name: string | undefined): string {
  if (!name) throw new AwsError("MissingParameter", "The request must contain the parameter name");
  if (!/^[A-Za-z0-9()[\] ./'@_-]{3,128}$/.test(name)) {
    throw new AwsError(
      "InvalidAMIName.Malformed",
      "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')', '.', '-', '/' and '_'",
    );
  }
  const holder = [...state.images.values()].find(
    (image) => image.name === name && image.owner === state.context.account && image.state !== "deregistered",
  );
  if (holder) {
    throw new AwsError("InvalidAMIName.Duplicate", `AMI name ${name} is already in use by AMI ${holder.id}`);
  }
  return name;
}

function architectureOf(value: string): LocalImage["architecture"] {
  if (value === "x86_64" || value === "arm64") return value;
  throw new AwsError("InvalidParameterValue", `The local region has x86_64 and arm64 images, not '${value}'.`);
}
