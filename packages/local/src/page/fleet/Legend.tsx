import type { InstanceMark } from "../../picture/instances.ts";

const images: Readonly<Record<InstanceMark["image"], string>> = {
  old: "old image",
  between: "image in between",
  new: "new image",
};

/** Of which image each is drawn, and what it is called. */
const states: Readonly<Record<Exclude<InstanceMark["state"], "serving">, readonly [InstanceMark["image"], string]>> = {
  launching: ["new", "launching"],
  terminating: ["old", "terminating"],
  unhealthy: ["new", "unhealthy"],
  standby: ["new", "in standby"],
};

const marks = [
  ...Object.entries(images).map(([image, words]) => [`image-${image} state-serving`, words] as const),
  ...Object.entries(states).map(([state, [image, words]]) => [`image-${image} state-${state}`, words] as const),
];

export function Legend() {
  return (
    <ul class="legend" aria-label="Legend of instances">
      {marks.map(([kind, words]) => (
        <li key={kind}>
          <span class={`square ${kind}`} aria-hidden="true" /> {words}
        </li>
      ))}
    </ul>
  );
}
