import { AwsError } from "../../endpoint/operations.ts";
import { page } from "../ec2/pages.ts";
import type { AutoScalingOperations } from "./autoScaling.ts";
import { type AutoScalingState, invalid } from "./state.ts";

/** Just enough that groups of launch configurations can exist: they are not refreshed to new images. */
export function launchConfigurationOperations(state: AutoScalingState) {
  return {
    CreateLaunchConfiguration: (input) => {
      const { LaunchConfigurationName: name, ImageId: imageId, InstanceType: type } = input;
      if (!name) throw invalid("LaunchConfigurationName must not be empty.");
      if (!imageId || !type) {
        throw invalid(
          "Valid requests must contain either the InstanceID parameter or both the ImageId and InstanceType parameters.",
        );
      }
      if (state.launchConfigurations.has(name)) {
        throw new AwsError(
          "AlreadyExists",
          `Launch Configuration by this name already exists - A launch configuration already exists with the name ${name}`,
        );
      }
      state.launchConfigurations.set(name, { name, imageId, type, createdAt: state.context.clock.now() });
      return {};
    },

    DescribeLaunchConfigurations: (input) => {
      const names = input.LaunchConfigurationNames ?? [];
      const found = [...state.launchConfigurations.values()].filter(
        (one) => names.length === 0 || names.includes(one.name),
      );
      const { items, nextToken } = page(found, input.MaxRecords ?? 50, input.NextToken, "InvalidNextToken");
      return {
        LaunchConfigurations: items.map((one) => ({
          LaunchConfigurationName: one.name,
          ImageId: one.imageId,
          InstanceType: one.type,
          CreatedTime: new Date(one.createdAt),
        })),
        NextToken: nextToken,
      };
    },
  } satisfies AutoScalingOperations;
}
