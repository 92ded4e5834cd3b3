import { instant } from "./codecs.ts";
import * as z from "./zod.ts";

/** One Amazon Machine Image, as DescribeImages tells of it. */
export const Image = z.object({
  id: z.string(),
  name: z.string(),
  /** The owner's account id (12 digits). A name is no identity: the owner decides first. */
  owner: z.string(),
  state: z.enum(["available", "pending", "failed", "invalid", "deregistered", "disabled", "transient", "error"]),
  architecture: z.string(),
  tags: z.record(z.string(), z.string()),
  createdAt: instant,
});
export type Image = z.infer<typeof Image>;
