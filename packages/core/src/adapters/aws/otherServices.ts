import { ListQueuesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { componentName } from "./componentName.ts";
import { pages } from "./pages.ts";

/** How a configuration's services are others than those with which a stage was deployed. */
export interface OtherServices {
  /** Those that have no mailbox there. */
  readonly undeployed: readonly string[];
  /** How many mailboxes there are of services that the configuration does not name. */
  readonly unnamed: number;
}

/** SST keeps 8 letters and a hyphen of SQS's 80 for a suffix, and cuts longer names (.sst/platform/src/components/naming.ts). */
const longest = 71;

/** By the names of the queues. A name that SST has cut tells nothing, and is taken to be there. */
export async function otherServices(
  client: Pick<SQSClient, "send">,
  stage: string,
  services: readonly string[],
): Promise<OtherServices> {
  const nameOf = (service: string) => `ami-refresh-${stage}-Mailbox${letters(componentName(service))}Queue`;
  const names = new Set<string>();
  const QueueNamePrefix = `ami-refresh-${stage}-Mailbox`;
  // There are no pages without MaxResults, but at most a thousand queues.
  for await (const { QueueUrls = [] } of pages((NextToken) =>
    client.send(new ListQueuesCommand({ QueueNamePrefix, MaxResults: 1000, NextToken })),
  )) {
    for (const url of QueueUrls) names.add((url.split("/").at(-1) ?? "").replace(/-[a-z0-9]+$/, ""));
  }
  const known = services.filter((service) => nameOf(service).length <= longest);
  const named = new Set(known.map(nameOf));
  return {
    undeployed: known.filter((service) => !names.has(nameOf(service))),
    unnamed: [...names].filter((name) => !named.has(name)).length,
  };
}

const letters = (name: string) => name.replace(/[^A-Za-z0-9]/g, "");
