import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { unreachable } from "./answers.ts";
import type { ClientConfig } from "./connection.ts";

/**
 * Who we are, which nobody can be forbidden to ask
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html): where this fails, nothing works.
 * @throws Unreachable
 */
export async function identityOf(config: ClientConfig): Promise<{ account: string; region: string }> {
  const sts = new STSClient(config);
  try {
    const region = await sts.config.region();
    const { Account } = await sts.send(new GetCallerIdentityCommand());
    if (!Account) throw new Error("GetCallerIdentity does not tell the account");
    return { account: Account, region };
  } catch (error) {
    throw unreachable(error);
  } finally {
    sts.destroy();
  }
}
