import type { Asks } from "./asks.ts";
import { decryptsParameter, onParameter } from "./parameters.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
export const ssmAsks: Asks<typeof import("@aws-sdk/client-ssm")> = {
  GetParameter: ({ Name = "", WithDecryption = false }, facts) => read(WithDecryption)("ssm:GetParameter", Name, facts),
  GetParameters: ({ Names = [], WithDecryption = false }, facts) =>
    Names.flatMap((name) => read(WithDecryption)("ssm:GetParameters", name, facts)),
  // Of one that is to name an image, Parameter Store looks the image up in its writer's name
  // (https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-ec2-aliases.html).
  PutParameter: ({ Name = "", DataType }, facts) => [
    ...onParameter("ssm:PutParameter", Name, facts),
    ...(DataType === "aws:ec2:image" ? [{ action: "ec2:DescribeImages", resource: "*", context: {} }] : []),
  ],
  DeleteParameter: ({ Name = "" }, facts) => onParameter("ssm:DeleteParameter", Name, facts),
};

const read = (withDecryption: boolean) => (withDecryption ? decryptsParameter : onParameter);
