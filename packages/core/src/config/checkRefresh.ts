import type { Layer } from "./layers.ts";
import { mergedRefresh, placeOfRefresh } from "./layers.ts";
import type { Finding } from "./problem.ts";

/**
 * Rules of AWS between two fields of `refresh`, which may come from different places.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html
 */
export function checkRefresh(layers: readonly Layer[]): Finding[] {
  const { minHealthy, maxHealthy, checkpoints, checkpointDelay } = mergedRefresh(layers);
  const findings: Finding[] = [];
  if (maxHealthy !== undefined && minHealthy === undefined) {
    findings.push({
      path: placeOfRefresh(layers, "maxHealthy"),
      of: "value",
      message: "AWS takes maxHealthy only together with minHealthy",
      remedy: "add minHealthy, for example 100",
    });
  }
  if (maxHealthy !== undefined && minHealthy !== undefined && maxHealthy - minHealthy > 100) {
    findings.push({
      path: placeOfRefresh(layers, "maxHealthy"),
      of: "value",
      message: `AWS takes at most 100 between minHealthy (${minHealthy}) and maxHealthy (${maxHealthy})`,
      remedy: `lower maxHealthy to ${minHealthy + 100}, or raise minHealthy to ${maxHealthy - 100}`,
    });
  }
  if (checkpointDelay !== undefined && checkpoints === undefined) {
    findings.push({
      path: placeOfRefresh(layers, "checkpointDelay"),
      of: "value",
      message: "AWS takes checkpointDelay only together with checkpoints",
      remedy: "add checkpoints such as [20, 100]",
    });
  }
  return findings;
}
