/**
 * Tracks (`TRACK#<service>`), the owners of groups (`GROUP#<name>`), and what was sent (`SENT#<key>`), is shown in
 * Slack (`SLACK#<rollout>/<channel>`), and is collected (`DIGEST#<subscription>#<time>`), which expire.
 * Who is told by their own wish (`READERS`, with a record of changes in `READERS-LOG`).
 * SST turns point-in-time recovery on; `removal: "retain"` keeps the table of production.
 */
export const table = new sst.aws.Dynamo("Rollouts", {
  fields: { pk: "string", sk: "string" },
  primaryIndex: { hashKey: "pk", rangeKey: "sk" },
  ttl: "expiresAt",
  deletionProtection: $app.stage === "production",
});

/**
 * Reads and writes of the items whose partition key is `key`, and of no others
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html).
 */
export const items = (
  actions: readonly ("GetItem" | "PutItem" | "Query")[],
  key: { is: string } | { startsWith: string },
) => ({
  actions: actions.map((action) => `dynamodb:${action}`),
  resources: [table.arn],
  conditions: [
    "is" in key
      ? { test: "ForAllValues:StringEquals", variable: "dynamodb:LeadingKeys", values: [key.is] }
      : { test: "ForAllValues:StringLike", variable: "dynamodb:LeadingKeys", values: [`${key.startsWith}*`] },
  ],
});
