import type { SecretFacts } from "../facts.ts";
import type { Symptom } from "../finding.ts";
import type { Rule } from "../rule.ts";

/** Are the secrets there with which webhooks are signed? */
export const webhookSecret: Rule = ({ policy, webhooks }) => {
  if (!webhooks) return [];
  if (webhooks.state === "ambiguous") {
    return [
      {
        severity: "note",
        about: {},
        what: `the secrets of webhooks were not checked: the stages ${webhooks.stages.join(", ")} have some`,
        why: "a secret that is missing, or not as it should be, is noticed at the first message",
        remedy: "say which with --stage NAME",
      },
    ];
  }
  return Object.values(policy.teams).flatMap(({ name: team, subscriptions = [] }) =>
    [...new Set(subscriptions.flatMap(({ address }) => address.secret ?? []))].flatMap((name): Symptom[] => {
      const secret = webhooks.secrets.get(name);
      const wrong = secret && wrongWith(secret);
      return wrong ? [{ about: { team }, ...wrong }] : [];
    }),
  );
};

function wrongWith({ parameter, state }: SecretFacts): Omit<Symptom, "about"> | undefined {
  const put = `\`aws ssm put-parameter --type SecureString --name ${parameter} --value "whsec_$(openssl rand -base64 32)"\``;
  const common = { severity: "error" as const, why: "nothing can be signed: its webhooks are told nothing" };
  switch (state) {
    case "missing":
      return {
        ...common,
        what: `there is no parameter ${parameter}, whose secret signs what a webhook is told`,
        remedy: `put it there, and into the receiver: ${put}`,
      };
    case "malformed":
      return {
        ...common,
        what: `what the parameter ${parameter} holds is no secret of a webhook`,
        remedy: `\`whsec_\` and the base64 of 24 to 64 bytes, or two of them with a space between: ${put} --overwrite`,
      };
    case "in the clear":
      return {
        severity: "warning",
        what: `the parameter ${parameter} is no SecureString`,
        why: "whoever reads parameters of the account can sign in our name",
        remedy: `delete it, put another there, and into the receiver: ${put}`,
      };
    case "good":
      return undefined;
  }
}
