import { footprint } from "./policy.ts";

const reserved = footprint.operators?.publicConcurrency;

/**
 * What a function has whose URL is open to the internet. Where the operators say so, a flood of requests is answered with 429
 * beyond so many at a time, and takes nothing from the account's other functions
 * (https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html).
 */
export const openToAll = {
  url: { cors: false },
  ...(reserved !== undefined && { concurrency: { reserved } }),
} satisfies Partial<sst.aws.FunctionArgs>;
