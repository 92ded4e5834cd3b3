import type { DesiredConfiguration } from "@aws-sdk/client-auto-scaling";
import { AwsError } from "../../endpoint/operations.ts";
import { specifications } from "./configuration.ts";
import type { LocalGroup } from "./model.ts";
import type { AutoScalingState } from "./state.ts";

/**
 * Why AWS will not roll a refresh of the group back, automatically or on request; undefined if it will. What counts is
 * the configuration the group would go back to.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-rollback.html#instance-refresh-rollback-prerequisites
 */
export function whyIrreversible(
  state: AutoScalingState,
  group: LocalGroup,
  desired: DesiredConfiguration | undefined,
): string | undefined {
  if (!desired) return "No desired configuration was specified for the instance refresh.";
  for (const specification of specifications(group.configuration)) {
    if (specification.Version?.startsWith("$")) {
      return `The Auto Scaling group uses the ${specification.Version} version of the launch template ${specification.LaunchTemplateId}.`;
    }
    try {
      if (state.ec2.resolveTemplate(specification).data.ImageId?.startsWith("resolve:ssm:")) {
        return `The launch template ${specification.LaunchTemplateId} uses an AWS Systems Manager parameter instead of an AMI ID.`;
      }
    } catch (error) {
      if (error instanceof AwsError) return error.message;
      throw error;
    }
  }
  return undefined;
}
