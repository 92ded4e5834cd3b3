import { arn } from "./account.ts";

const name = `/ami-refresh/${$app.stage}/slack-token`;

/**
 * A SecureString that an operator puts there: a parameter of the stack would have its value in the stack's state. Under
 * the account's default key (`aws/ssm`) everybody who may read it may decrypt it, without a permission on the key
 * (https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-restrict-decryption.html).
 */
export const slackTokenParameter = { name, arn: arn("ssm", `parameter${name}`) };
