import type { GroupView, View } from "../view.ts";
import { instantOf } from "./when.ts";

/** What an instance shows: which image it runs, and whether it serves. */
export interface InstanceMark {
  readonly id: string;
  readonly imageId: string;
  /** `between`: an image that was rolled out while a newer one is under way already. */
  readonly image: "old" | "between" | "new";
  readonly state: "serving" | "launching" | "terminating" | "unhealthy" | "standby";
  /** In words: `i-0abc, c7g.large: new image ami-0def, launching`. */
  readonly words: string;
}

export function instanceMarks(view: View, group: GroupView): InstanceMark[] {
  const images = imagesFor(view, group);
  return group.instances.map((instance) => {
    const image = instance.imageId === images[0] ? "new" : images.includes(instance.imageId) ? "between" : "old";
    const state = stateOf(instance.state);
    const which = image === "between" ? "an image in between" : `${image} image`;
    const words = `${instance.id}, ${instance.type}: ${which} ${instance.imageId}, ${stateWords[state]}`;
    return { id: instance.id, imageId: instance.imageId, image, state, words };
  });
}

/** `4 instances: 3 on the new image, 1 on the old; 1 launching`. */
export function marksText(marks: readonly InstanceMark[]): string {
  if (marks.length === 0) return "No instances";
  const count = (test: (mark: InstanceMark) => boolean) => marks.filter(test).length;
  const images = [
    [count((m) => m.image === "new"), "on the new image"],
    [count((m) => m.image === "between"), "on an image in between"],
    [count((m) => m.image === "old"), "on the old image"],
  ] as const;
  const states = (["launching", "terminating", "unhealthy", "standby"] as const).map(
    (state) => [count((mark) => mark.state === state), stateWords[state]] as const,
  );
  const list = (entries: readonly (readonly [number, string])[]) =>
    entries.flatMap(([n, words]) => (n > 0 ? [`${n} ${words}`] : [])).join(", ");
  const unusual = list(states);
  return `${marks.length} instance${marks.length === 1 ? "" : "s"}: ${list(images)}${unusual ? `; ${unusual}` : ""}`;
}

const stateWords: Readonly<Record<InstanceMark["state"], string>> = {
  serving: "in service",
  launching: "launching",
  terminating: "terminating",
  unhealthy: "unhealthy",
  standby: "in standby",
};

/** The lifecycle states of Auto Scaling (`Pending`, `Pending:Wait`, `Warmed:Running` …) in five. */
function stateOf(state: string): InstanceMark["state"] {
  if (state === "InService") return "serving";
  if (state === "Unhealthy") return "unhealthy";
  if (state.startsWith("Terminat") || state.startsWith("Detach")) return "terminating";
  if (state.endsWith("Standby") || state.startsWith("Warmed")) return "standby";
  return "launching";
}

/** Every image that was on its way to the group, the newest first. */
function imagesFor(view: View, group: GroupView): string[] {
  const places = view.placements.filter((place) => place.group === group.name);
  return view.summary.rollouts
    .filter((rollout) =>
      places.some((place) => place.service === rollout.service && (place.family ?? rollout.family) === rollout.family),
    )
    .toSorted((a, b) => instantOf(b.publishedAt) - instantOf(a.publishedAt))
    .map((rollout) => rollout.image);
}
