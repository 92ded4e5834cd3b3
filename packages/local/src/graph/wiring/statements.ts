import { z } from "zod";
import type { Statement } from "../wiring.ts";
import { json } from "./resources.ts";

/** IAM writes one of anything without its list. */
const oneOrMore = z
  .union([z.string(), z.boolean(), z.number(), z.array(z.union([z.string(), z.boolean(), z.number()]))])
  .transform((value) => (Array.isArray(value) ? value : [value]).map(String));

const Principals = z.union([
  z.literal("*").transform((): Record<string, string[]> => ({ "*": ["*"] })),
  z.record(z.string(), oneOrMore),
]);

// Strict: a NotAction or NotPrincipal that went unread would turn the statement's sense round.
const AsWritten = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Action: oneOrMore,
  Resource: oneOrMore.optional(),
  Principal: Principals.optional(),
  Condition: z.record(z.string(), z.record(z.string(), oneOrMore)).optional(),
});

const Document = z.object({
  Version: z.string().optional(),
  Statement: z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(AsWritten)),
});

/** The statements of a policy in JSON. */
export const policyJson = json
  .pipe(Document)
  .transform((document): readonly Statement[] => document.Statement.map(plain));

const plain = (written: z.infer<typeof AsWritten>): Statement => ({
  effect: written.Effect,
  actions: written.Action,
  resources: written.Resource ?? [],
  ...(written.Principal && { principals: written.Principal }),
  conditions: written.Condition ?? {},
});
