import { builtImages } from "@ami-refresh/core/adapters/aws/builtImages.ts";
import { ImagebuilderClient } from "@aws-sdk/client-imagebuilder";
import { required } from "../environment.ts";

// Imported when it is first asked: few images come from Image Builder.

export const { builtBy } = builtImages(new ImagebuilderClient(), required("AWS_REGION"));
