import { z } from "zod";

const tags = z.record(z.string(), z.string("text in quotes"));
const count = z.number("a whole number").int("a whole number").min(0, "0 or more");

const image = z.strictObject({
  name: z.string("the name of an AMI").min(3, "3 to 128 characters").max(128, "3 to 128 characters"),
  id: z
    .string("an AMI id such as ami-0abcdef1234567890")
    .regex(/^ami-[0-9a-f]{8}(?:[0-9a-f]{9})?$/, "an AMI id such as ami-0abcdef1234567890")
    .optional()
    .describe("made from the name where it is absent"),
  owner: z
    .string("the 12 digits of an account id in quotes")
    .regex(/^\d{12}$/, "the 12 digits of an account id in quotes")
    .optional()
    .describe("an account id; absent: the region's own account"),
  architecture: z.enum(["x86_64", "arm64"]).default("x86_64"),
  /** `deregistered`: groups may still name it, but nobody can look it up any more. */
  state: z.enum(["available", "failed", "deregistered"]).default("available"),
  ageDays: z
    .number("a number of days")
    .min(0, "0 or more")
    .default(21)
    .describe("how many days before the region's start it was created"),
  tags: tags.default({}),
});

const template = z.strictObject({
  image: z.string("text").describe("the name of an image above, an AMI id, or resolve:ssm:NAME"),
  instanceType: z.string("an instance type such as m7i.large").default("m7i.large"),
});

const group = z.strictObject({
  template: z.string("text").describe("the name of a launch template above"),
  version: z
    .string("a number in quotes, $Latest or $Default")
    .regex(/^([1-9]\d{0,3}|\$Latest|\$Default)$/, "a number from 1 in quotes, $Latest or $Default")
    .default("1"),
  size: count.describe("the desired capacity"),
  min: count.optional().describe("the least it scales in to; absent: its size"),
  max: count.optional().describe("the most it scales out to; absent: twice its size"),
  warmup: count.default(120).describe("seconds from InService until an instance counts as ready"),
  tags: tags.default({}),
  overrides: z
    .array(z.strictObject({ instanceType: z.string("text"), template: z.string("text").optional() }))
    .min(1, "at least one")
    .optional()
    .describe("makes it a mixed instances group with these instance types"),
});

/** `<configuration>.fleet.yaml`: what is in the region before the first image is published. */
export const Fleet = z.strictObject({
  images: z.array(image).describe("the AMIs that are there at the start"),
  templates: z.record(z.string(), template).describe("launch templates by name"),
  groups: z.record(z.string(), group).describe("Auto Scaling groups by name"),
  /** Values of Parameter Store parameters that templates name as `resolve:ssm:NAME`. */
  parameters: z
    .record(z.string(), z.string("text"))
    .default({})
    .describe("by parameter name: the name of an image above, or an AMI id"),
});
export type Fleet = z.infer<typeof Fleet>;
export type FleetImage = Fleet["images"][number];
export type FleetGroup = Fleet["groups"][string];
