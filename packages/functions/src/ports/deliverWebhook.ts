import { keptSecret, type Secret } from "@ami-refresh/core/adapters/aws/secret.ts";
import { httpsWebhooks } from "@ami-refresh/core/adapters/webhook/webhooks.ts";
import { webhookChannel } from "@ami-refresh/core/channels/webhook.ts";
import { required } from "../environment.ts";
import { deliverPorts } from "./deliver.ts";

export function deliverWebhookPorts() {
  const path = required("WEBHOOK_SECRETS");
  const secrets = new Map<string, Secret>();
  function secret(name: string): Secret {
    const kept = secrets.get(name) ?? keptSecret(async () => (await import("./parameterStore.ts")).secret(path + name));
    secrets.set(name, kept);
    return kept;
  }
  const ports = deliverPorts();
  // The local region alone sets WEBHOOKS_URL: what is for others stays there.
  const webhooks = httpsWebhooks({ secret, clock: ports.clock, insteadOfOthers: process.env.WEBHOOKS_URL });
  return { ...ports, channel: webhookChannel({ webhooks }) };
}
