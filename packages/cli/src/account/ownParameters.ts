import { codeOf } from "@ami-refresh/core/adapters/aws/errors.ts";
import { pages } from "@ami-refresh/core/adapters/aws/pages.ts";
import { GetParameterCommand, GetParametersByPathCommand, type Parameter, type SSMClient } from "@aws-sdk/client-ssm";
import { asking } from "./answers.ts";

type Client = Pick<SSMClient, "send">;

const folder = "/ami-refresh";

/** Where a stage keeps what only it is to know. */
export const parameterOf = (stage: string, what: string): string => `${folder}/${stage}/${what}`;

/** The stages that have a parameter whose name below their own folder is `like` that. No value is decrypted. */
export async function stagesWith(client: Client, like: RegExp): Promise<string[]> {
  return asking("ssm:GetParametersByPath", async () => {
    const names: string[] = [];
    for await (const { Parameters = [] } of pages((NextToken) =>
      client.send(new GetParametersByPathCommand({ Path: `${folder}/`, Recursive: true, NextToken })),
    )) {
      names.push(...Parameters.flatMap(({ Name }) => Name ?? []));
    }
    const stages = names.flatMap((name) => {
      const [, stage, what] = /^\/ami-refresh\/([^/]+)\/(.+)$/.exec(name) ?? [];
      return stage !== undefined && what !== undefined && like.test(what) ? [stage] : [];
    });
    return [...new Set(stages)].sort();
  });
}

/** The parameter, decrypted; undefined: there is none. */
export async function readParameter(client: Client, name: string): Promise<Parameter | undefined> {
  return asking("ssm:GetParameter", async () => {
    try {
      return (await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }))).Parameter;
    } catch (error) {
      if (codeOf(error) === "ParameterNotFound") return undefined;
      throw error;
    }
  });
}
