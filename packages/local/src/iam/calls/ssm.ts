import type { Asks } from "./asks.ts";
import { readsParameter } from "./parameters.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
export const ssmAsks: Asks<typeof import("@aws-sdk/client-ssm")> = {
  GetParameter: ({ Name = "", WithDecryption = false }, facts) =>
    readsParameter("ssm:GetParameter", Name, WithDecryption, facts),
  GetParameters: ({ Names = [], WithDecryption = false }, facts) =>
    Names.flatMap((name) => readsParameter("ssm:GetParameters", name, WithDecryption, facts)),
  PutParameter: ({ Name = "" }, facts) => readsParameter("ssm:PutParameter", Name, false, facts),
  DeleteParameter: ({ Name = "" }, facts) => readsParameter("ssm:DeleteParameter", Name, false, facts),
};
