import { architectureOf } from "@ami-refresh/core/domain/launch/architecture.ts";
import type { Ec2State } from "./state.ts";

/** The tag with which a person makes an image fail in the local region. */
export const behaviourTag = "ami-refresh:local";

export type Launchability =
  /** `healthy` false: its instances run, but never pass a health check. */
  { readonly launches: true; readonly healthy: boolean } | { readonly launches: false; readonly message: string };

/** What happens to an instance of the image and type, in the words of a scaling activity. */
export function launchability(state: Ec2State, imageId: string | undefined, instanceType: string): Launchability {
  if (imageId === undefined) {
    return fails("You must use a valid fully-formed launch template. The request must contain the parameter ImageId");
  }
  const image = state.images.get(imageId);
  if (!image || image.state === "deregistered") return fails(`The image id '[${imageId}]' does not exist`);
  if (image.owner !== state.context.account && !image.public) return fails(`Not authorized for images: [${imageId}]`);
  if (image.state !== "available") return fails(`The image '${imageId}' is in the state ${image.state}`);
  const architecture = architectureOf(instanceType);
  if (architecture !== image.architecture) {
    return fails(
      `The architecture '${architecture}' of the specified instance type does not match the architecture '${image.architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again`,
    );
  }
  const behaviour = state.tags.get(imageId)?.get(behaviourTag);
  if (behaviour === "fails-to-launch") {
    return fails(
      "Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.InternalError: Client error on launch",
    );
  }
  return { launches: true, healthy: behaviour !== "unhealthy" };
}

const fails = (message: string): Launchability => ({
  launches: false,
  message: message.endsWith(".") ? message : `${message}. Launching EC2 instance failed.`,
});
