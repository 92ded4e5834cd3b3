import type { SSMClient } from "@aws-sdk/client-ssm";
import { parameterOf, readParameter, stagesWith } from "./ownParameters.ts";

type Client = Pick<SSMClient, "send">;

export type FoundToken =
  | { readonly token: string; readonly parameter: string }
  | { readonly missing: string }
  /** Several stages have one. */
  | { readonly stages: readonly string[] };

/** The token of the stage; where none is named, of the one that has a token. */
export async function findToken(client: Client, stage: string | undefined): Promise<FoundToken> {
  const stages = stage === undefined ? await stagesWith(client, /^slack-token$/) : [stage];
  const [only] = stages;
  if (only === undefined) return { missing: storeIt(parameterOf("STAGE", "slack-token")) };
  if (stages.length > 1) return { stages };
  const parameter = parameterOf(only, "slack-token");
  const token = (await readParameter(client, parameter))?.Value;
  return token === undefined ? { missing: storeIt(parameter) } : { token, parameter };
}

const storeIt = (parameter: string): string =>
  `store the app's bot token: \`aws ssm put-parameter --type SecureString --name ${parameter} --value xoxb-…\``;
