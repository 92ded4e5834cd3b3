import { suggest } from "@ami-refresh/core/config/closest.ts";
import type { Finding, Path } from "@ami-refresh/core/config/problem.ts";
import type { Fleet, FleetGroup } from "./schema.ts";

/** What fits the schema and still cannot be: names of nothing, names given twice, sizes outside their bounds. */
export function inconsistencies(fleet: Fleet): Finding[] {
  const images = fleet.images.map(({ name }) => name);
  const templates = Object.keys(fleet.templates);

  const image = (named: string, path: Path): Finding[] =>
    images.includes(named) || /^ami-[0-9a-f]+$/.test(named) ? [] : [unknown("image", named, images, path)];
  const template = (named: string, path: Path): Finding[] =>
    templates.includes(named) ? [] : [unknown("launch template", named, templates, path)];

  return [
    ...fleet.images.flatMap((one, i) => repeated(fleet, one, i)),
    ...Object.entries(fleet.templates).flatMap(([name, { image: named }]) => {
      const path = ["templates", name, "image"];
      const parameter = /^resolve:ssm:([^:]+)/.exec(named)?.[1];
      if (parameter === undefined) return image(named, path);
      const known = Object.keys(fleet.parameters);
      return known.includes(parameter) ? [] : [unknown("parameter", parameter, known, path)];
    }),
    ...Object.entries(fleet.parameters).flatMap(([name, named]) => image(named, ["parameters", name])),
    ...Object.entries(fleet.groups).flatMap(([name, group]) => [
      ...template(group.template, ["groups", name, "template"]),
      ...(group.overrides ?? []).flatMap(({ template: own }, i) =>
        own === undefined ? [] : template(own, ["groups", name, "overrides", i, "template"]),
      ),
      ...sizes(group, ["groups", name]),
    ]),
  ];
}

function unknown(kind: string, named: string, known: readonly string[], path: Path): Finding {
  const otherwise = known.length > 0 ? `there are ${known.join(", ")}` : `there is no ${kind} in this file`;
  return { path, of: "value", ...suggest(`there is no ${kind} \`${named}\``, named, known, otherwise) };
}

/** Templates name images by their names. */
function repeated(fleet: Fleet, image: Fleet["images"][number], index: number): Finding[] {
  const earlier = fleet.images.slice(0, index).some(({ name }) => name === image.name);
  if (!earlier) return [];
  const message = `the name ${image.name} is given twice`;
  return [{ path: ["images", index, "name"], of: "value", message, remedy: "give each image a name of its own" }];
}

function sizes({ size, min = size, max = size }: FleetGroup, path: Path): Finding[] {
  const wrong = (key: string, message: string): Finding => ({ path: [...path, key], of: "value", message });
  return [
    ...(min > size ? [wrong("min", `the group's size, ${size}, is below its min, ${min}`)] : []),
    ...(max < size ? [wrong("max", `the group's size, ${size}, is above its max, ${max}`)] : []),
  ];
}
