import { describe, expect, test } from "vitest";
import { aService, at } from "../../support/policy.ts";
import { type Setting, simulate } from "../../support/simulation.ts";

const parameters = (environment: string) => ({ base: `/ami/checkout/${environment}` });
const service = aService({
  development: { imageParameters: parameters("development") },
  production: { delay: "1d", soak: "1d", imageParameters: parameters("production") },
});

const story = (more: Partial<Setting> = {}) =>
  simulate({
    service,
    from: "2026-11-23T09:00:00Z",
    until: "2026-12-23T09:00:00Z",
    publications: [{ id: "ami-1", at: "2026-11-23T09:00:00Z" }],
    ...more,
  }).written;

describe("the parameter of an environment", () => {
  test("names an image as soon as every group has succeeded, before it has soaked for the next", () => {
    expect(story()).toEqual([
      { parameter: "/ami/checkout/development", image: "ami-1", at: at("2026-11-23T09:30:00Z") },
      { parameter: "/ami/checkout/production", image: "ami-1", at: at("2026-11-24T10:00:00Z") },
    ]);
  });

  test("is written once an image, however often its refresh is told of", () => {
    expect(story({ deliveries: () => 3 })).toHaveLength(2);
  });

  test("keeps the image before where a refresh fails", () => {
    const publications = [
      { id: "ami-1", at: "2026-11-23T09:00:00Z" },
      { id: "ami-2", at: "2026-12-01T09:00:00Z" },
    ];
    const refresh = (image: string, environment: string) => ({
      minutes: 30,
      fails: image === "ami-2" && environment === "production",
    });
    expect(story({ publications, refresh }).map(({ parameter, image }) => `${parameter} ${image}`)).toEqual([
      "/ami/checkout/development ami-1",
      "/ami/checkout/production ami-1",
      "/ami/checkout/development ami-2",
    ]);
  });

  test("says nothing of an environment without groups", () => {
    expect(story({ groups: (environment) => (environment === "development" ? [] : ["one"]) })).toMatchObject([
      { parameter: "/ami/checkout/production" },
    ]);
  });

  test("of another family is another", () => {
    const other = aService({ development: { imageParameters: { gpu: "/ami/gpu" } } });
    expect(story({ service: other })).toEqual([]);
  });
});
