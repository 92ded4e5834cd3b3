import { z } from "zod";
import type { GraphData } from "../graphData.ts";

/**
 * The properties of every resource of `type` that an account would hold, in the graph's order: what the program asked
 * for, and what AWS would add to it.
 * @throws if one of them does not have the form that the local region can act on.
 */
export function propertiesOf<T>(graph: GraphData, type: string, schema: z.ZodType<T>): readonly T[] {
  return graph.resources
    .filter((resource) => resource.custom && resource.type === type)
    .map((resource) => {
      const parsed = schema.safeParse({ ...resource.inputs, ...resource.outputs, logicalName: resource.name });
      if (parsed.success) return parsed.data;
      throw new Error(`The local region cannot wire ${resource.urn}:\n${z.prettifyError(parsed.error)}`);
    });
}

/** JSON in a string, as policies and patterns are in the graph. */
export const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "not JSON" });
    return z.NEVER;
  }
});

/** JSON in a string that holds an object. */
export const jsonObject = json.pipe(z.record(z.string(), z.unknown()));

/** A name, or the name at the end of an ARN. */
export const nameIn = (nameOrArn: string): string =>
  nameOrArn.startsWith("arn:")
    ? nameOrArn.slice(Math.max(nameOrArn.lastIndexOf("/"), nameOrArn.lastIndexOf(":")) + 1)
    : nameOrArn;
