import { sesMail } from "@ami-refresh/core/adapters/aws/mail.ts";
import { emailChannel } from "@ami-refresh/core/channels/email.ts";
import type { Mail } from "@ami-refresh/core/ports.ts";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { required } from "../environment.ts";
import { deliverPorts } from "./deliver.ts";

export const deliverEmailPorts = () => ({ ...deliverPorts(), channel: emailChannel({ mail: mail() }) });

/** The stacks set no sender where no team wanted mail when they were deployed. */
function mail(): Mail {
  if (process.env.SENDER) return sesMail(new SESv2Client(), process.env.SENDER);
  return { send: async () => void required("SENDER") };
}
