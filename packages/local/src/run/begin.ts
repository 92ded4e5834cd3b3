import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import type { Region } from "../region/region.ts";
import type { Inputs } from "./inputs.ts";

/** What starts the run: the given events, else a new image of the family that the first service runs; nothing in an empty region. */
export function begin(region: Pick<Region, "publish" | "services">, { events, fleet, policy }: Inputs): void {
  for (const event of events) region.services.events.put(event);
  if (events.length > 0 || !fleet) return;
  const family = familyToPublish(policy);
  if (family !== undefined) region.publish(family);
}

function familyToPublish(policy: Policy): string | undefined {
  const used = new Set(Object.values(policy.services).flatMap(({ families }) => families));
  return Object.keys(policy.families).find((family) => used.has(family));
}
