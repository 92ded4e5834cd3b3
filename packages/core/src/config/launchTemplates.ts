import type { GroupSelector, LaunchTemplateSelector } from "../domain/policy.ts";
import type { Settings, Written } from "./schema.ts";

type Tags = Readonly<Record<string, string>>;

/**
 * The launch templates that may be given new versions. Where nothing is said: every one that is not tagged as another
 * service's, since many are not tagged at all, and several environments often share one.
 */
export function launchTemplatesOf(
  setting: Settings["launchTemplates"] | undefined,
  serviceTag: Tags,
): LaunchTemplateSelector {
  if (setting === undefined) return { by: "tags", tags: serviceTag, untagged: true };
  if (setting === "tagged") return { by: "tags", tags: serviceTag, untagged: false };
  if ("tags" in setting) return { by: "tags", tags: setting.tags, untagged: false };
  return { by: "id", ids: setting };
}

/** The tag that tells whose a resource is, with the value that the service's groups have. */
export function serviceTag(written: Written, service: string, groups: GroupSelector): Tags {
  const key = written.tags?.service ?? "Service";
  return { [key]: (groups.by === "tags" ? groups.tags[key] : undefined) ?? service };
}
