import { systemClock } from "@ami-refresh/core/adapters/aws/clock.ts";
import { signedLinks } from "@ami-refresh/core/adapters/aws/links.ts";
import { sesMail } from "@ami-refresh/core/adapters/aws/mail.ts";
import { keptSecret } from "@ami-refresh/core/adapters/aws/secret.ts";
import { emailChannel } from "@ami-refresh/core/channels/email.ts";
import type { Mail } from "@ami-refresh/core/ports.ts";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { required } from "../environment.ts";
import { deliverPorts } from "./deliver.ts";

export function deliverEmailPorts() {
  const clock = systemClock();
  const parameter = required("LINK_SECRET_PARAMETER");
  const links = signedLinks({
    url: required("LINKS_URL"),
    secret: keptSecret(async () => (await import("./parameterStore.ts")).own(parameter)).read,
    clock,
  });
  const by = { mail: mail(), links };
  return { ...deliverPorts(), ...by, channel: emailChannel({ ...by, clock }) };
}

/** The stacks set no sender where no team wanted mail when they were deployed. */
function mail(): Mail {
  const sender = process.env.SENDER;
  if (sender) return sesMail(new SESv2Client(), { sender, configurationSet: required("CONFIGURATION_SET") });
  return { send: async () => void required("SENDER") };
}
