import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import type { Fleet } from "./schema.ts";

/** Makes up a fleet from a configuration: an image per family, and one group per service and environment on it. */
export declare function fleetFor(policy: Policy): Fleet;
