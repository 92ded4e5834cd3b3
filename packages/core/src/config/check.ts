import { checkRefresh } from "./checkRefresh.ts";
import { checkFreezes } from "./freezes.ts";
import { claimedTwice, type Selection, selectorOf } from "./groups.ts";
import { environmentsOf, layersOf } from "./layers.ts";
import { listOf } from "./leaves.ts";
import { checkMembers } from "./members.ts";
import { parameterName, parametersWrittenTwice, type WrittenParameter } from "./parameters.ts";
import { type Finding, type Path, writePath } from "./problem.ts";
import type { Written } from "./schema.ts";
import { checkSubscriptions } from "./subscriptions.ts";

/** What only shows when the layers of settings come together, or values are compared. */
export function check(written: Written): Finding[] {
  const findings: Finding[] = [...checkFreezes(written), ...checkMembers(written), ...checkSubscriptions(written)];
  const selections: Selection[] = [];
  const parameters: WrittenParameter[] = [];
  for (const [service, settings] of Object.entries(written.services)) {
    const path = ["services", service];
    findings.push(...repeated(settings.image, [...path, "image"]));
    const environments = environmentsOf(written, settings);
    if (environments.length === 0) {
      const message = "the service has no environment left";
      findings.push({ path: [...path, "environments"], of: "value", message, remedy: "take out one `false`" });
    }
    for (const environment of environments) {
      const layers = layersOf(written, settings, service, environment);
      findings.push(...checkRefresh(layers));
      const said = layers.findLast((layer) => layer.settings.groups !== undefined);
      const groups = selectorOf(written, service, environment, layers);
      for (const family of listOf(settings.image)) {
        const template = written.images[family]?.parameter;
        if (template === undefined) continue;
        const by = `${service} in ${environment}`;
        const name = parameterName(template, { service, environment, family });
        parameters.push({ name, path: ["images", family, "parameter"], by: `${by} (${family})` });
      }
      selections.push({ service, environment, groups, path: said ? [...said.path, "groups"] : path });
    }
  }
  return distinct([...findings, ...claimedTwice(selections), ...parametersWrittenTwice(parameters)]);
}

function repeated(image: string | readonly string[], path: Path): Finding[] {
  const names = listOf(image);
  return names.flatMap((name, i): Finding[] =>
    names.indexOf(name) === i
      ? []
      : [{ path: [...path, i], of: "value", message: `\`${name}\` stands here twice`, remedy: "name it once" }],
  );
}

/** One mistake in an environment's settings shows in every service. */
function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [`${writePath(finding.path)} ${finding.message}`, finding])).values()];
}
