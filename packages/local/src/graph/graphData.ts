import { z } from "zod";

/** One resource that the program registered. `outputs`: what AWS would add to the inputs; all of a component's. */
export const Resource = z.object({
  urn: z.string(),
  /** `aws:sqs/queue:Queue`. */
  type: z.string(),
  name: z.string(),
  parent: z.string().optional(),
  /** False: a component, which groups others and exists in no account. */
  custom: z.boolean(),
  id: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()),
  outputs: z.record(z.string(), z.unknown()),
  /** Paths of the inputs that are secrets. */
  secrets: z.array(z.string()),
  dependsOn: z.array(z.string()),
  options: z.object({ protect: z.boolean(), retainOnDelete: z.boolean(), ignoreChanges: z.array(z.string()) }),
});
export type Resource = z.infer<typeof Resource>;

/** What SST was asked to bundle for a function component. */
export const Build = z.object({
  functionID: z.string(),
  handler: z.string(),
  runtime: z.string(),
  copyFiles: z.array(z.object({ from: z.string(), to: z.string() })),
});
export type Build = z.infer<typeof Build>;

/** The synthesised graph of one stage, as it is printed. */
export const GraphData = z.object({
  app: z.object({
    name: z.string(),
    stage: z.string(),
    removal: z.string(),
    protect: z.boolean(),
  }),
  region: z.string(),
  account: z.string(),
  outputs: z.record(z.string(), z.unknown()),
  resources: z.array(Resource),
  builds: z.array(Build),
});
export type GraphData = z.infer<typeof GraphData>;
