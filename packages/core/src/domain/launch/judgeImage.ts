import { matchFamily } from "../family.ts";
import type { LeftReason } from "../rollout/state.ts";
import { architectureOf } from "./architecture.ts";
import type { LaunchFacts } from "./facts.ts";

export type ImageVerdict =
  | { readonly verdict: "behind" }
  | { readonly verdict: "keep"; readonly why: LeftReason; readonly reason: string };

/**
 * Is an image that a group runs to give way to the wanted one? An image that can be described must be of the family,
 * or adopted, and older. One that has vanished counts as the service's own, as long as the instance types could run
 * the wanted image at all.
 */
export function judgeImage(imageId: string, instanceTypes: readonly string[], facts: LaunchFacts): ImageVerdict {
  const { wanted, family, account, policy } = facts;
  const keep = (why: LeftReason, reason: string): ImageVerdict => ({ verdict: "keep", why, reason });
  if (imageId === wanted.id) return keep("already-on-image", `runs ${wanted.name} (${wanted.id}) already`);

  const current = facts.images.get(imageId);
  if (!current) {
    const misfit = instanceTypes.find((type) => !fits(type, wanted.architecture));
    if (!misfit) return { verdict: "behind" };
    return keep("foreign-family", `${misfit} is ${architectureOf(misfit)}, ${wanted.name} is ${wanted.architecture}`);
  }
  if (current.architecture !== wanted.architecture) {
    return keep(
      "foreign-family",
      `${current.name} is ${current.architecture}, ${wanted.name} is ${wanted.architecture}`,
    );
  }
  const match = matchFamily(current, family, account);
  if (!match.match) {
    return policy.adopt ? { verdict: "behind" } : keep("foreign-family", `runs ${current.name}: ${match.reason}`);
  }
  if (!facts.backwards && current.createdAt.epochMilliseconds > wanted.createdAt.epochMilliseconds) {
    return keep(
      "newer-image",
      `runs ${current.name} of ${current.createdAt}, which is newer than ${wanted.name} of ${wanted.createdAt}`,
    );
  }
  return { verdict: "behind" };
}

/** Architectures of other kinds (i386, those of Macs) are not told by the type's name; EC2 has the last word. */
function fits(instanceType: string, architecture: string): boolean {
  if (architecture !== "x86_64" && architecture !== "arm64") return true;
  return architectureOf(instanceType) === architecture;
}
