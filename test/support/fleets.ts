import type { FleetSketch } from "./region.ts";

/** Fleets of the service `thumbnails`, the only one of its family: the least that a scenario needs. */

export const oldImage = "base-al2023-arm64-2026.11.01";

const environments = ["development", "staging", "production"] as const;

/** What makes the configuration find a group. */
export const tagsOf = (environment: string, service = "thumbnails") => ({
  Service: service,
  Environment: environment,
});

/** One group of two instances in each environment, all on the same launch template. */
export function thumbnailsFleet(more: FleetSketch = {}): FleetSketch {
  return {
    images: [{ name: oldImage, architecture: "arm64" }, ...(more.images ?? [])],
    templates: { thumbnails: { image: oldImage, instanceType: "c7g.large" }, ...more.templates },
    groups: {
      ...Object.fromEntries(
        environments.map((environment) => [
          `thumbnails-${environment}`,
          { template: "thumbnails", size: 2, tags: tagsOf(environment) },
        ]),
      ),
      ...more.groups,
    },
    ...(more.parameters && { parameters: more.parameters }),
  };
}

/** One group of an environment, with everything that a test does not speak of as in `thumbnailsFleet`. */
export const aGroup = (environment: string, more: object = {}) => ({
  template: "thumbnails",
  size: 2,
  tags: tagsOf(environment),
  ...more,
});
