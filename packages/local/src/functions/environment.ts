import type { FunctionWiring } from "../graph/wiring.ts";
import { credentialsOf } from "./credentials.ts";
import { localUrl } from "./url/address.ts";

export interface Surroundings {
  readonly region: string;
  /** The local region's own address; anything but a loopback address is refused. */
  readonly endpoint: string;
  /** The directory that stands for /var/task. */
  readonly taskRoot: string;
  /** All functions: in an environment that names the URL of one, the local URL takes its place. */
  readonly functions: readonly Pick<FunctionWiring, "name" | "url">[];
}

/**
 * A function's environment: what the graph gives it and what Lambda sets itself
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), with local credentials and the local
 * endpoint. Nothing of this process's own environment reaches it, so no call can leave for a real account.
 * @throws if the endpoint is not on this machine.
 */
export function environmentOf(wiring: FunctionWiring, surroundings: Surroundings): Record<string, string> {
  const { region, taskRoot, functions } = surroundings;
  const endpoint = onThisMachine(surroundings.endpoint);
  const credentials = credentialsOf(wiring.roleArn);
  return {
    ...withLocalUrls(wiring.environment, functions, endpoint),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: wiring.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(wiring.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${wiring.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    LAMBDA_TASK_ROOT: taskRoot,
    _HANDLER: wiring.handler,
    TZ: ":UTC",
    LANG: "en_US.UTF-8",
    // The SDK would otherwise look for settings in the home directory of whoever runs the region.
    HOME: taskRoot,
    AWS_CONFIG_FILE: `${taskRoot}/.aws/config`,
    AWS_SHARED_CREDENTIALS_FILE: `${taskRoot}/.aws/credentials`,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL: endpoint,
    SLACK_API_URL: `${endpoint}/slack/api`,
    SLACK_RESPONSES_URL: `${endpoint}/slack/responses/`,
    WEBHOOKS_URL: `${endpoint}/webhooks/`,
  };
}

const withLocalUrls = (
  environment: FunctionWiring["environment"],
  functions: Surroundings["functions"],
  endpoint: string,
) =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      functions.reduce(
        (text, fn) => (fn.url ? text.replaceAll(fn.url.address, localUrl(endpoint, fn.name)) : text),
        value,
      ),
    ]),
  );

function onThisMachine(endpoint: string): string {
  const { hostname, origin } = new URL(endpoint);
  if (hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname)) return origin;
  throw new Error(`${endpoint} is not on this machine: functions of the local region call nothing else`);
}
