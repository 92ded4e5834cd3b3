import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { RegionClock } from "@ami-refresh/local/clock.ts";
import { createEndpoint } from "@ami-refresh/local/endpoint/endpoint.ts";
import type { Service } from "@ami-refresh/local/endpoint/service.ts";
import type { Slack } from "@ami-refresh/local/services/slack.ts";
import { answerSlack } from "@ami-refresh/local/services/slackHttp.ts";
import type { webhookReceiver } from "@ami-refresh/local/services/webhooks.ts";

export interface Wired {
  readonly services: readonly Service[];
  readonly slack: Slack;
  readonly webhooks: Pick<ReturnType<typeof webhookReceiver>, "answer">;
  readonly clock: RegionClock;
}

/** The simulated services behind the local region's endpoint, and how clients of the SDK reach them. */
export async function overTheWire({ services, slack, webhooks, clock }: Wired) {
  const endpoint = createEndpoint({ services, clock });
  const server = createServer((request, response) => {
    if (webhooks.answer(request, response)) return;
    void (request.url?.startsWith("/slack/api/")
      ? answerSlack(slack, request, response)
      : endpoint.handle(request, response));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    settings: {
      endpoint: base,
      region: "eu-west-2",
      maxAttempts: 1,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    },
    slackUrl: `${base}/slack/api`,
    webhooksUrl: `${base}/webhooks/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
