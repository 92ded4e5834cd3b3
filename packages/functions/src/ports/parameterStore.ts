import { currentImages } from "@ami-refresh/core/adapters/aws/currentImages.ts";
import { imageParameters } from "@ami-refresh/core/adapters/aws/imageParameters.ts";
import { ownSecret, secureString } from "@ami-refresh/core/adapters/aws/secureString.ts";
import { SSMClient } from "@aws-sdk/client-ssm";

// Imported when it is first asked: the client of Parameter Store is a seventh of a function's code, and few events need it.

const ssm = new SSMClient();

export const { parameter } = imageParameters(ssm);
export const { write } = currentImages(ssm);
export const own = (name: string) => ownSecret(ssm, name);
export const secret = (name: string) => secureString(ssm, name);
