import { arn } from "./account.ts";

const name = `/ami-refresh/${$app.stage}/slack-token`;

/** A SecureString that an operator puts there: a parameter of the stack would have its value in the stack's state. */
export const slackTokenParameter = { name, arn: arn("ssm", `parameter${name}`) };
