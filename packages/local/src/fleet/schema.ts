import { z } from "zod";

const tags = z.record(z.string(), z.string());

const image = z.strictObject({
  name: z.string().min(3).max(128),
  id: z
    .string()
    .regex(/^ami-[0-9a-f]{8}(?:[0-9a-f]{9})?$/, "an AMI id such as ami-0abcdef1234567890")
    .optional(),
  /** Account id; absent: the region's own account. */
  owner: z
    .string()
    .regex(/^\d{12}$/, "an account id of 12 digits")
    .optional(),
  architecture: z.enum(["x86_64", "arm64"]).default("x86_64"),
  state: z.enum(["available", "failed"]).default("available"),
  /** How many days before the region's start it was created. */
  ageDays: z.number().min(0).default(21),
  tags: tags.default({}),
});

const template = z.strictObject({
  image: z.string().describe("the name of an image above, an AMI id, or resolve:ssm:NAME"),
  instanceType: z.string().default("m7i.large"),
});

const group = z.strictObject({
  template: z.string().describe("the name of a launch template above"),
  version: z
    .string()
    .regex(/^(\d+|\$Latest|\$Default)$/, "a number, $Latest or $Default")
    .default("1"),
  /** Desired capacity; the group may scale between min and max around it. */
  size: z.number().int().min(0),
  min: z.number().int().min(0).optional(),
  max: z.number().int().min(0).optional(),
  /** Seconds from InService until an instance counts as ready. */
  warmup: z.number().int().min(0).default(120),
  tags: tags.default({}),
  /** Makes it a mixed instances group with these instance types. */
  overrides: z
    .array(z.strictObject({ instanceType: z.string(), template: z.string().optional() }))
    .min(1)
    .optional(),
});

/** `<configuration>.fleet.yaml`: what is in the region before the first image is published. */
export const Fleet = z.strictObject({
  images: z.array(image),
  templates: z.record(z.string(), template),
  groups: z.record(z.string(), group),
});
export type Fleet = z.infer<typeof Fleet>;
