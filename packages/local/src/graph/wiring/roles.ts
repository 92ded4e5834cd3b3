import { z } from "zod";
import type { GraphData } from "../graphData.ts";
import type { RoleWiring } from "../wiring.ts";
import { propertiesOf } from "./resources.ts";
import { policyJson } from "./statements.ts";

const Role = z.object({
  name: z.string(),
  arn: z.string(),
  assumeRolePolicy: policyJson,
  inlinePolicies: z.array(z.object({ policy: policyJson })).default([]),
  managedPolicyArns: z.array(z.string()).default([]),
});

const RolePolicy = z.object({ role: z.string(), policy: policyJson });
const Policy = z.object({ arn: z.string(), policy: policyJson });
const Attachment = z.object({ role: z.string(), policyArn: z.string() });

/** Every role with all that it may do, wherever the program wrote it. */
export function rolesOf(graph: GraphData): readonly RoleWiring[] {
  const separate = propertiesOf(graph, "aws:iam/rolePolicy:RolePolicy", RolePolicy);
  const policies = propertiesOf(graph, "aws:iam/policy:Policy", Policy);
  const attachments = propertiesOf(graph, "aws:iam/rolePolicyAttachment:RolePolicyAttachment", Attachment);
  return propertiesOf(graph, "aws:iam/role:Role", Role).map((role) => {
    const attached = attachments.filter((attachment) => attachment.role === role.name);
    const arns = [...role.managedPolicyArns, ...attached.map(({ policyArn }) => policyArn)];
    const ours = (arn: string) => policies.find((policy) => policy.arn === arn);
    return {
      name: role.name,
      arn: role.arn,
      trusts: role.assumeRolePolicy.flatMap(({ effect, principals }) =>
        effect === "Allow" ? Object.values(principals ?? {}).flat() : [],
      ),
      trustPolicy: role.assumeRolePolicy,
      statements: [
        ...role.inlinePolicies.flatMap(({ policy }) => policy),
        ...separate.filter((own) => own.role === role.name).flatMap(({ policy }) => policy),
        ...arns.flatMap((arn) => ours(arn)?.policy ?? []),
      ],
      managed: arns.filter((arn) => !ours(arn)),
    };
  });
}
