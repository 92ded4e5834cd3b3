import { hash } from "../packages/core/src/adapters/aws/componentName.ts";

/** A name of at most `max` characters for a resource that SST does not name itself. */
export function physicalName(max: number, ...parts: string[]): string {
  const name = [$app.name, $app.stage, ...parts].join("-").replace(/[^A-Za-z0-9-]/g, "");
  return name.length <= max ? name : `${name.slice(0, max - 9)}-${hash(name)}`;
}
