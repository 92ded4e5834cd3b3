import type { GroupSelector } from "../domain/policy.ts";
import type { Layer } from "./layers.ts";
import type { Finding, Path } from "./problem.ts";
import type { Written } from "./schema.ts";

/** Names, where the most special layer gives names; else the usual tags with those of every layer over them. */
export function selectorOf(
  written: Written,
  service: string,
  environment: string,
  layers: readonly Layer[],
): GroupSelector {
  const tags = new Map([
    [written.tags?.service ?? "Service", service],
    [written.tags?.environment ?? "Environment", environment],
  ]);
  let names: readonly string[] | undefined;
  for (const { settings } of layers) {
    if (!settings.groups) continue;
    if (!("tags" in settings.groups)) {
      names = settings.groups;
      continue;
    }
    names = undefined;
    for (const [key, value] of Object.entries(settings.groups.tags)) tags.set(key, value);
  }
  return names ? { by: "name", names } : { by: "tags", tags: Object.fromEntries(tags) };
}

export interface Selection {
  readonly service: string;
  readonly environment: string;
  readonly groups: GroupSelector;
  /** Where the groups are written; for the usual tags, the service. */
  readonly path: Path;
}

/** A group has one owner: whatever is claimed twice would be refreshed at two times, to two images perhaps. */
export function claimedTwice(selections: readonly Selection[]): Finding[] {
  const claims = new Map<string, string>();
  const findings: Finding[] = [];
  const claim = (key: string, what: string, { service, environment }: Selection, path: Path): void => {
    const owner = `${service} in ${environment}`;
    const other = claims.get(key);
    claims.set(key, owner);
    if (other === undefined) return;
    const message = other === owner ? `${what} here twice` : `${what} under ${other} already`;
    findings.push({
      path,
      of: "value",
      message,
      remedy: "a group belongs to one service and environment: take it out of one of them",
    });
  };
  for (const selection of selections) {
    const { groups, path } = selection;
    if (groups.by === "tags") {
      const tags = Object.entries(groups.tags).sort(([a], [b]) => (a < b ? -1 : 1));
      claim(
        JSON.stringify(tags),
        `the groups tagged ${tags.map((tag) => tag.join("=")).join(", ")} stand`,
        selection,
        path,
      );
    } else {
      for (const [i, name] of groups.names.entries()) claim(name, `the group ${name} stands`, selection, [...path, i]);
    }
  }
  return findings;
}
