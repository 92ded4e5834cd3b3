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
  const webhooks = httpsWebhooks({
    secret,
    clock: ports.clock,
    // The local region alone sets it: what is for others stays there.
    insteadOfOthers: process.env.WEBHOOKS_URL,
    ...(process.env.WEBHOOK_PATIENCE && { patience: Number(process.env.WEBHOOK_PATIENCE) }),
  });
  return { ...ports, channel: webhookChannel({ webhooks }) };
}
