import { bus, putDomainEvents } from "./channels.ts";
import { items, table } from "./data.ts";
import { linkSecretParameter } from "./secrets.ts";
import { watchFunction } from "./watch.ts";

/** Answers the links in mails, to everybody who holds one: the ticket in the link says what they may do. */
export const links = new sst.aws.Function("Links", {
  handler: "packages/functions/src/links.handler",
  description: "Lets readers say what they are told: the links in mails lead here",
  timeout: "10 seconds",
  url: { cors: false },
  environment: { TABLE_NAME: table.name, BUS_NAME: bus.name, LINK_SECRET_PARAMETER: linkSecretParameter.name },
  permissions: [
    items(["Query", "PutItem"], { is: "READERS" }),
    items(["PutItem"], { is: "READERS-LOG" }),
    putDomainEvents,
    { actions: ["ssm:GetParameter"], resources: [linkSecretParameter.arn] },
  ],
});
watchFunction("Links", links);
