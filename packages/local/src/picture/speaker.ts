/** `RefreshCheckout` of `ami-refresh-local-RefreshCheckoutFunction-bdvfbzta`: without what all functions' names have. */
export const speakerOf = (from: string): string =>
  /^ami-refresh-[a-z0-9]+-(\w+?)(?:Function)?(?:-[a-z]{8})?$/.exec(from)?.[1] ?? from;
