import { AwsError, type Operations } from "../endpoint/operations.ts";

/** Who calls, by access key: the ARN of the caller and its unique id. Undefined: an operator with keys of their own. */
export type WhoIs = (accessKeyId: string) => { readonly arn: string; readonly userId: string } | undefined;

/** AWS Security Token Service: who am I? Keys that belong to no role are the account's operator. */
export function stsOperations(account: string, whoIs: WhoIs): Operations<typeof import("@aws-sdk/client-sts")> {
  return {
    GetCallerIdentity: (_input, { accessKeyId }) => {
      if (!accessKeyId)
        throw new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
      const caller = whoIs(accessKeyId) ?? {
        arn: `arn:aws:iam::${account}:user/operator`,
        userId: "AIDALOCALOPERATOR",
      };
      return { Account: account, Arn: caller.arn, UserId: caller.userId };
    },
  };
}
