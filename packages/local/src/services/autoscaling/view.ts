import type { GroupView } from "../../view.ts";
import type { AutoScaling } from "./autoScaling.ts";
import type { Configuration, LocalGroup } from "./model.ts";

/** The groups as the page and the terminal show them, by name. */
export function groupViews(autoScaling: AutoScaling): GroupView[] {
  return [...autoScaling.groups()].sort((a, b) => (a.name < b.name ? -1 : 1)).map(groupView);
}

function groupView(group: LocalGroup): GroupView {
  const latest = group.refreshes[0];
  return {
    name: group.name,
    tags: Object.fromEntries([...group.tags].map(([key, tag]) => [key, tag.value])),
    desiredCapacity: group.desiredCapacity,
    template: templateOf(group.configuration),
    mixed: group.configuration.kind === "mixed-instances",
    refresh: latest
      ? {
          id: latest.id,
          status: latest.state.status,
          percent: latest.state.percentComplete,
          reason: latest.state.reason ?? null,
        }
      : null,
    instances: [...group.instances.values()]
      .sort((a, b) => a.launchedAt - b.launchedAt || (a.id < b.id ? -1 : 1))
      .map((instance) => ({
        id: instance.id,
        imageId: instance.imageId,
        type: instance.type,
        state: instance.lifecycle === "InService" && !instance.healthy ? "Unhealthy" : instance.lifecycle,
      })),
  };
}

function templateOf(configuration: Configuration): GroupView["template"] {
  if (configuration.kind === "launch-configuration") return null;
  const template =
    configuration.kind === "launch-template"
      ? configuration.template
      : configuration.policy.LaunchTemplate?.LaunchTemplateSpecification;
  return { name: template?.LaunchTemplateName ?? "", version: template?.Version ?? "$Default" };
}
