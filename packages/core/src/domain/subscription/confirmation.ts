import * as z from "../zod.ts";
import { Kept } from "./kept.ts";

/** The message that has a mail address asked whether it wants a subscription. */
export const Confirmation = z.object({ kind: z.literal("confirm"), subscription: Kept });
export type Confirmation = z.infer<typeof Confirmation>;
