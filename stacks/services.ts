import { componentName } from "../packages/core/src/adapters/aws/componentName.ts";
import { mailboxOf } from "./mailbox.ts";
import { footprint } from "./policy.ts";
import { refreshOf } from "./refresh.ts";
import { schedulesOf } from "./schedules.ts";

for (const service of footprint.services) {
  const name = componentName(service.name);
  const mailbox = mailboxOf(name, service);
  refreshOf(name, service, mailbox, schedulesOf(name, mailbox));
}
