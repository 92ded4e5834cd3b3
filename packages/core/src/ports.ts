/** Every side effect of the product, one interface each. Adapters implement them; app/ is given them. */
export * from "./ports/channel.ts";
export type * from "./ports/deliveries.ts";
export type * from "./ports/groups.ts";
export type * from "./ports/images.ts";
export type * from "./ports/readers.ts";
export type * from "./ports/rollouts.ts";
export type * from "./ports/slack.ts";
export type * from "./ports/telemetry.ts";
