import { AwsError, type Operations } from "../endpoint/operations.ts";

/** An image version that Image Builder has built, with an AMI in each Region that it was distributed to. */
export interface BuiltImage {
  /** `arn:aws:imagebuilder:eu-west-2:123456789012:image/base-al2023/1.0.7/1`. */
  readonly arn: string;
  readonly amis: readonly { readonly region: string; readonly image: string; readonly name?: string }[];
}

/** EC2 Image Builder, as far as one may ask what a build has produced. Builds are given from outside. */
export function imageBuilder(): {
  readonly operations: Operations<typeof import("@aws-sdk/client-imagebuilder")>;
  add(image: BuiltImage): void;
} {
  const images = new Map<string, BuiltImage>();
  return {
    add: (image) => void images.set(image.arn, image),
    operations: {
      GetImage: ({ imageBuildVersionArn = "" }, { requestId }) => {
        const image = images.get(imageBuildVersionArn);
        if (!image) {
          throw new AwsError(
            "ResourceNotFoundException",
            `The resource '${imageBuildVersionArn}' does not exist.`,
            404,
          );
        }
        const [, name = "", version = ""] = imageBuildVersionArn.split("/");
        return {
          requestId,
          image: {
            arn: image.arn,
            name,
            version,
            state: { status: "AVAILABLE" },
            outputResources: { amis: image.amis.map((ami) => ({ ...ami, state: { status: "AVAILABLE" } })) },
          },
        };
      },
    },
  };
}
