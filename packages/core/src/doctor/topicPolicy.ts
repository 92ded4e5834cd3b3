import { z } from "zod";

/** A statement of a topic's policy, as far as it can be judged: what is left out of it is nothing that rules us out. */
export interface Statement {
  readonly effect: "Allow" | "Deny";
  /** `*`, accounts, ARNs, and services. */
  readonly principals: readonly string[];
  /** As IAM writes them: `sns:Pub*`. */
  readonly actions: readonly string[];
  /** Is there any condition? */
  readonly conditional: boolean;
  /** The accounts of which a condition wants whoever publishes to be. Empty: any. */
  readonly accounts: readonly string[];
}

/** Who publishes: functions by a role of their own, or CloudWatch on behalf of our alarms. */
export interface Publisher {
  readonly who: "functions" | "alarms";
  /** 12 digits. */
  readonly account: string;
}

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]);
const Written = z.object({
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z
    .union([
      z.literal("*").transform(() => ["*"]),
      z.object({ AWS: oneOrMore, Service: oneOrMore }).transform(({ AWS, Service }) => [...AWS, ...Service]),
    ])
    .optional(),
  Action: oneOrMore.optional(),
  Condition: z.record(z.string(), z.record(z.string(), oneOrMore)).default({}),
});
const Policy = z
  .string()
  .transform((text, ctx) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      ctx.addIssue("no JSON");
      return z.NEVER;
    }
  })
  .pipe(z.object({ Statement: z.union([Written.transform((one) => [one]), z.array(Written)]) }));

/** Undefined: it is written in a way that is not known here. */
export function readTopicPolicy(text: string): Statement[] | undefined {
  const { data } = Policy.safeParse(text);
  return data?.Statement.flatMap((written): Statement | [] => {
    const { Effect: effect, Condition: conditions } = written;
    const { Principal: principals, Action: actions } = written;
    // NotPrincipal and NotAction: whether that is us only IAM can tell.
    if (effect === "Deny" && (!principals || !actions)) return [];
    return {
      effect,
      principals: principals ?? ["*"],
      actions: actions ?? ["*"],
      conditional: Object.keys(conditions).length > 0,
      accounts: Object.entries(conditions).flatMap(([test, keys]) =>
        test.startsWith("StringEquals")
          ? Object.entries(keys).flatMap(([key, values]) => (accountKeys.has(key.toLowerCase()) ? values : []))
          : [],
      ),
    };
  });
}

/** `AWS:SourceOwner` stands in the policy that SNS gives every topic: its owner's account. */
const accountKeys: ReadonlySet<string> = new Set(["aws:sourceowner", "aws:sourceaccount", "aws:principalaccount"]);

/**
 * Does the topic's policy keep whoever publishes from it, for certain? Of one account a function's own role is enough
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html); CloudWatch
 * has none (https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger).
 */
export function refuses(policy: readonly Statement[], topicAccount: string, publisher: Publisher): boolean {
  const about = policy.filter(({ actions }) => actions.some(coversPublish));
  const denied = about.some(
    ({ effect, principals, conditional }) =>
      effect === "Deny" && !conditional && principals.some((principal) => isSurely(principal, publisher)),
  );
  if (denied) return true;
  if (publisher.who === "functions" && publisher.account === topicAccount) return false;
  return !about.some(
    ({ effect, principals, accounts }) =>
      effect === "Allow" &&
      principals.some((principal) => mayBe(principal, publisher)) &&
      (accounts.length === 0 || accounts.includes(publisher.account)),
  );
}

const isSurely = (principal: string, { who, account }: Publisher): boolean =>
  principal === "*" ||
  (who === "alarms" ? principal === cloudWatch : principal === account || principal === rootOf(account, principal));

/** The role of a function has a name that is made when it is deployed: one of the account may be it. */
const mayBe = (principal: string, publisher: Publisher): boolean =>
  isSurely(principal, publisher) || (publisher.who === "functions" && principal.split(":")[4] === publisher.account);

const rootOf = (account: string, like: string): string => `arn:${like.split(":")[1]}:iam::${account}:root`;
const cloudWatch = "cloudwatch.amazonaws.com";

/** Actions are written in any letters, with `*` for any text and `?` for any letter. */
function coversPublish(action: string): boolean {
  const pattern = action
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${pattern}$`, "i").test("sns:Publish");
}
