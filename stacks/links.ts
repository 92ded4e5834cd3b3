import { bus, putDomainEvents } from "./channels.ts";
import { items, table } from "./data.ts";
import { openToAll } from "./openToAll.ts";
import { linkSecretParameter, pageSecretParameter } from "./secrets.ts";
import { watchFunction } from "./watch.ts";

/**
 * Answers the links in messages, to everybody who holds one: the ticket in the link says what they may do. Two secrets, so
 * that who makes links to pages makes none by which readers say what they are told.
 */
export const links = new sst.aws.Function("Links", {
  handler: "packages/functions/src/links.handler",
  description: "Shows rollouts, and lets readers say what they are told: the links in messages lead here",
  timeout: "10 seconds",
  ...openToAll,
  environment: {
    TABLE_NAME: table.name,
    BUS_NAME: bus.name,
    LINK_SECRET_PARAMETER: linkSecretParameter.name,
    PAGE_SECRET_PARAMETER: pageSecretParameter.name,
  },
  permissions: [
    items(["Query", "PutItem"], { is: "READERS" }),
    items(["PutItem"], { is: "READERS-LOG" }),
    items(["GetItem"], { startsWith: "TRACK#" }),
    putDomainEvents,
    { actions: ["ssm:GetParameter"], resources: [linkSecretParameter.arn, pageSecretParameter.arn] },
  ],
});
watchFunction("Links", links);
