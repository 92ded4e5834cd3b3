import { AwsError } from "../../endpoint/operations.ts";

export const queueUrl = (base: string, account: string, name: string) => `${base}/${account}/${name}`;

/**
 * The name of a queue of this account and Region by a URL on this machine, or by the one that it has in AWS. Any other URL
 * is of a queue elsewhere, and nobody in the local region has business there.
 * @throws AwsError InvalidAddress
 */
export function queueNameIn(url: string | undefined, region: string, account: string): string {
  if (!url) throw new AwsError("MissingParameter", "The request must contain the parameter QueueUrl.");
  const parsed = URL.parse(url);
  const [owner, name, more] = parsed?.pathname.slice(1).split("/") ?? [];
  const here = parsed && (isLoopback(parsed.hostname) || parsed.hostname === `sqs.${region}.amazonaws.com`);
  if (!here || owner !== account || !name || more !== undefined) {
    throw new AwsError(
      "InvalidAddress",
      `The address ${url} is not valid for this endpoint: the local region has only queues of account ${account} in ${region}, on this machine.`,
      404,
    );
  }
  return decodeURIComponent(name);
}

const isLoopback = (host: string) =>
  host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127(\.\d+){3}$/.test(host);
