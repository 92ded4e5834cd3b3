import { AwsError } from "../../endpoint/operations.ts";

/** The id itself, if it has the form of one. */
export function checkedId(id: string | undefined): string {
  if (!id) throw new AwsError("MissingParameter", "The request must contain the parameter ImageId");
  if (!/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) {
    throw new AwsError("InvalidAMIID.Malformed", `Invalid id: "${id}" (expecting "ami-...")`);
  }
  return id;
}

export const notFound = (id: string) => new AwsError("InvalidAMIID.NotFound", `The image id '[${id}]' does not exist`);
export const unavailable = (id: string) =>
  new AwsError("InvalidAMIID.Unavailable", `The image ID '[${id}]' is no longer available`);
