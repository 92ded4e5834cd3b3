/** @throws naming the variable, which the stacks set. */
export function required(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`the environment variable ${name} is not set: deploy the function again, or set it`);
}

/** What the stacks set in some stages, or the local region, only. */
export const optional = (name: string): string | undefined => process.env[name] || undefined;

/** The account that a function runs in: the fifth part of its ARN. */
export function accountOf(functionArn: string): string {
  const account = functionArn.split(":")[4];
  if (account) return account;
  throw new Error(`${functionArn} is no function's ARN`);
}

/** The Region whose console shows what is here. What stands behind an endpoint of its own is in no console. */
export const consoleRegion = (environment: NodeJS.ProcessEnv = process.env): string | undefined =>
  environment.AWS_ENDPOINT_URL === undefined ? environment.AWS_REGION : undefined;

const app = /"stage":"([^"]*)"/;

/** The stage that the function was deployed for: SST says it to every function. */
export const stage = (): string => app.exec(process.env.SST_RESOURCE_App ?? "")?.[1] ?? "unknown";
