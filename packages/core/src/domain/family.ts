/** A stream of images that replace each other. */
export interface Family {
  readonly name: string;
  /** Account ids, or `self` for the account that ami-refresh runs in. Never empty. */
  readonly owners: readonly string[];
  /** Glob over the image's name: `*` any run of characters, `?` one character. */
  readonly namePattern: string;
  /** EC2's architecture value (`x86_64`, `arm64`, …); absent: any. */
  readonly architecture?: string;
  /** Tags that the image must carry, each value a glob. */
  readonly tags: Readonly<Record<string, string>>;
}
