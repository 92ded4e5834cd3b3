import { createHash } from "node:crypto";
import type { Fleet, FleetImage } from "./schema.ts";

/** The AMI id of an image of the fleet: as written, or made from owner and name, alike in every run. */
export function imageIdOf({ id, name, owner = "self" }: FleetImage): string {
  return id ?? `ami-0${createHash("sha256").update(`${owner}/${name}`).digest("hex").slice(0, 16)}`;
}

/** What a template or a parameter launches: the id of the image of that name; an AMI id or `resolve:ssm:` as it is. */
export function imageNamed(fleet: Pick<Fleet, "images">, named: string): string {
  const image = fleet.images.find(({ name }) => name === named);
  return image ? imageIdOf(image) : named;
}

/** The parameters that the fleet's templates resolve; the region's Parameter Store begins with them. */
export function parametersOf(fleet: Fleet): { name: string; value: string; type: "String" }[] {
  return Object.entries(fleet.parameters).map(([name, image]) => ({
    name,
    value: imageNamed(fleet, image),
    type: "String",
  }));
}
