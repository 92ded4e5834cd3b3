import { codeOf } from "@ami-refresh/core/adapters/aws/errors.ts";
import { pages } from "@ami-refresh/core/adapters/aws/pages.ts";
import { GetParameterCommand, GetParametersByPathCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { asking } from "./answers.ts";

type Client = Pick<SSMClient, "send">;

export type FoundToken =
  | { readonly token: string; readonly parameter: string }
  | { readonly missing: string }
  /** Several stages have one. */
  | { readonly stages: readonly string[] };

const folder = "/ami-refresh";
const parameterOf = (stage: string): string => `${folder}/${stage}/slack-token`;

/** The token of the stage; where none is named, of the one that has a token. */
export async function findToken(client: Client, stage: string | undefined): Promise<FoundToken> {
  const stages = stage === undefined ? await stagesWithToken(client) : [stage];
  const [only] = stages;
  if (only === undefined) return { missing: storeIt(parameterOf("STAGE")) };
  if (stages.length > 1) return { stages };
  const parameter = parameterOf(only);
  const token = await asking("ssm:GetParameter", () => read(client, parameter));
  return token === undefined ? { missing: storeIt(parameter) } : { token, parameter };
}

const storeIt = (parameter: string): string =>
  `store the app's bot token: \`aws ssm put-parameter --type SecureString --name ${parameter} --value xoxb-…\``;

/** Without decryption: only the names are of interest. */
async function stagesWithToken(client: Client): Promise<string[]> {
  return asking("ssm:GetParametersByPath", async () => {
    const names: string[] = [];
    for await (const { Parameters = [] } of pages((NextToken) =>
      client.send(new GetParametersByPathCommand({ Path: `${folder}/`, Recursive: true, NextToken })),
    )) {
      names.push(...Parameters.flatMap(({ Name }) => Name ?? []));
    }
    return names.flatMap((name) => /^\/ami-refresh\/([^/]+)\/slack-token$/.exec(name)?.[1] ?? []).sort();
  });
}

async function read(client: Client, parameter: string): Promise<string | undefined> {
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: parameter, WithDecryption: true }));
    return Parameter?.Value;
  } catch (error) {
    if (codeOf(error) === "ParameterNotFound") return undefined;
    throw error;
  }
}
