import * as z from "zod";
import { parseDuration } from "../domain/duration.ts";
import { Temporal } from "../domain/temporal.ts";
import { momentPattern } from "./moment.ts";
import { digestPattern, quietPattern, quietProblem } from "./pace.ts";
import type { Wrong } from "./problem.ts";
import { webhookUrlProblem } from "./webhookUrl.ts";
import { readWindow, windowPattern } from "./window.ts";
import { zoneProblem } from "./zone.ts";

/**
 * The plain values of a configuration. The message of each says what is expected, as it follows the word "expected";
 * rules that a pattern cannot express say in a sentence what is wrong.
 */

/** Text of a form. */
export const text = (expected: string, pattern: RegExp) =>
  z.string(expected).regex(pattern, { error: expected, abort: true });

/** What is wrong, for explain.ts. */
export const report = (ctx: z.core.$RefinementCtx, { message, remedy }: Wrong, path?: (string | number)[]): void =>
  ctx.addIssue({ code: "custom", message, params: { remedy }, ...(path && { path }) });

export const name = text(
  "a name of letters, digits, dots, hyphens and underscores, 64 characters at most",
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
);

/** JavaScript orders keys of digits by number, whatever their order in the file; promotion order must be the file's. */
export const environmentName = text(
  "a name of letters, digits, dots, hyphens and underscores, not of digits only, 64 characters at most",
  /^(?!\d+$)[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
);

export const timezone = z.string("a zone of the IANA database such as Europe/London").superRefine((value, ctx) => {
  const problem = zoneProblem(value);
  if (problem) report(ctx, problem);
});

/** `limit` is a duration too; `because` says whose limit that is. */
export const duration = (limit = "365d", because = "") =>
  text(
    "a duration such as 30m, 1d or 2d12h",
    /^(?=\d)(\d{1,9}w)?(\d{1,9}d)?(\d{1,9}h)?(\d{1,9}m)?(\d{1,9}s)?$/,
  ).superRefine((value, ctx) => {
    if (Temporal.Duration.compare(parseDuration(value), parseDuration(limit)) <= 0) return;
    report(ctx, { message: `${value} is too long${because}`, remedy: `write ${limit} or less` });
  });

/** A time in which something may happen. */
export const someTime = () =>
  duration().superRefine((value, ctx) => {
    if (!parseDuration(value).blank) return;
    report(ctx, { message: `${value} is no time at all`, remedy: "write a duration longer than none such as 3d" });
  });

const window = z
  .string("a window such as `Tue-Thu 10:00-16:00`, or `always`")
  .superRefine((value, ctx) => {
    if (value === "always") return;
    const reading = readWindow(value);
    if ("wrong" in reading) report(ctx, reading.wrong);
  })
  .meta({ anyOf: [{ const: "always" }, { pattern: windowPattern.source }], examples: ["Tue-Thu 10:00-16:00"] });
export const windows = oneOrMore(window);

export const moment = text("a date such as 2026-12-18, or a date and time such as 2026-12-18T17:00", momentPattern);

/** 123456789012 without quotes would be a number, and a number loses the zeros in front. */
export const owner = text("`self` or the 12 digits of an account id in quotes", /^(self|\d{12})$/);

/** `#payments`, or the id of a channel. Slack's own rule: lower case, no spaces, 80 characters at most. */
export const slackChannel = text(
  'a Slack channel in quotes such as "#payments", or the id of one such as C012AB3CD',
  /^(#[^\s#,.A-Z]{1,80}|[CG][A-Z0-9]{7,20})$/,
);

/** Beside channels also people, who are told in a conversation with the app. */
export const slackTarget = text(
  'a Slack channel in quotes such as "#payments", or the id of a channel or a user such as C012AB3CD or U012AB3CD',
  /^(#[^\s#,.A-Z]{1,80}|[CGUW][A-Z0-9]{7,20})$/,
);

/** https://docs.slack.dev/reference/objects/user-object: names and mail addresses change, ids do not. */
export const slackUser = text(
  "the id of a Slack user such as U012AB3CD, as their profile shows it",
  /^[UW][A-Z0-9]{7,20}$/,
);

const address = String.raw`[^\s@<>",;:]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+`;
export const mail = text("a mail address such as payments@example.com", new RegExp(`^${address}$`));
export const sender = text(
  "a mail address such as ami-refresh@example.com, or one with a name such as AMI refresh <ami-refresh@example.com>",
  new RegExp(`^(${address}|[^<>\\r\\n"]+ <${address}>)$`),
);

/** Names and tags of groups reach IAM policies, where `*`, `?` and `$` would stand for other groups. */
export const groupName = text("the name of an Auto Scaling group", /^[^*?$:\s]([^*?$:\r\n]{0,253}[^*?$:\s])?$/);
export const tagKey = text("the key of a tag, 128 characters at most", /^(?!aws:)[^*?$\r\n]{1,128}$/);
export const tagValue = text("the value of a tag, 256 characters at most", /^[^*?$\r\n]{0,256}$/);

/**
 * The name of a parameter of the Parameter Store with places to fill in. Each service and environment writes its own.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html
 */
export const imageParameter = text(
  "the name of a parameter with {service} and {environment} in it such as /ami/{service}/{environment}, not below /aws or /ssm",
  /^(?=.*\{service\})(?=.*\{environment\})(?!\/(aws|ssm)\b)(\/([\w.-]|\{(service|environment|family)\})+){1,15}$/i,
);

export const launchTemplateId = text("the id of a launch template such as lt-0abcd1234ef567890", /^lt-[0-9a-f]{8,17}$/);
/** As much as follows `role/` in the ARN. A star is an ending that nobody chose, as CloudFormation gives; never all roles. */
export const roleName = text(
  "the name of an IAM role, with its path if it has one; a `*` may stand for its ending after four characters or more",
  /^(?=[^*]{4}|[^*]*$)[\w+=,.@-]+(\/[\w+=,.@-]+)*\*?$/,
);
export const topicArn = text(
  "the ARN of an SNS topic such as arn:aws:sns:eu-west-2:123456789012:operators",
  /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/,
);

export const layerArn = text(
  "the ARN of a version of a Lambda layer such as arn:aws:lambda:eu-west-2:615299751070:layer:AWSOpenTelemetryDistroJs:6",
  /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:layer:[A-Za-z0-9_-]{1,140}:\d+$/,
);

export const concurrency = z
  .int("a whole number from 1 to 1000")
  .min(1, "a whole number from 1 to 1000")
  .max(1000, "a whole number from 1 to 1000");

export const digest = text("`immediately`, `hourly`, or a time of day such as `daily 09:00`", digestPattern);
export const quietHours = text("hours such as 22:00-07:00", quietPattern).superRefine((value, ctx) => {
  const problem = quietProblem(value);
  if (problem) report(ctx, problem);
});
export const webhookUrl = z.string("a URL such as https://hooks.example.com/ami-refresh").superRefine((value, ctx) => {
  const problem = webhookUrlProblem(value);
  if (problem) report(ctx, problem);
});

export const percent = (from: number, to: number) => {
  const expected = `a whole number from ${from} to ${to} (percent), the limits of AWS`;
  return z.int(expected).min(from, expected).max(to, expected);
};

export const flag = z.boolean("true or false");

/** A map by name with something in it. */
export const named = <T extends z.ZodType>(key: typeof name, value: T) =>
  z
    .record(key, value)
    .superRefine((map, ctx) => {
      if (Object.keys(map).length === 0) report(ctx, { message: "is empty", remedy: "name at least one" });
    })
    .meta({ minProperties: 1 });

/** One of a list, without the list. */
export function oneOrMore<T extends z.ZodType>(item: T) {
  return z.union([item, z.array(item).min(1)]);
}

export const listOf = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];
