import type { TemplateVersion } from "../../domain/launch/templateVersion.ts";
import type { LaunchTemplates } from "../../ports.ts";
import { findVersion, type MemoryFleet } from "./fleet.ts";

export function memoryLaunchTemplates(fleet: MemoryFleet): LaunchTemplates {
  const byToken = new Map<string, TemplateVersion>();
  return {
    version: async (templateId, name) => {
      const version = findVersion(fleet, templateId, name);
      const parameter = /^resolve:ssm:(.*)$/.exec(version?.imageId ?? "")?.[1];
      const resolvedImageId = parameter && fleet.parameters.get(parameter);
      return version && resolvedImageId ? { ...version, resolvedImageId } : version;
    },
    createVersion: async ({ templateId, source, imageId, description, clientToken }) => {
      const known = byToken.get(clientToken);
      if (known) return { outcome: "created", version: known };
      const template = fleet.templates.get(templateId);
      const origin = findVersion(fleet, templateId, String(source));
      if (!template || !origin) {
        return { outcome: "refused", reason: `the launch template ${templateId} has no version ${source}` };
      }
      const version = { ...origin, version: (template.versions.at(-1)?.version ?? 0) + 1, imageId, description };
      template.versions.push(version);
      byToken.set(clientToken, version);
      return { outcome: "created", version };
    },
  };
}
