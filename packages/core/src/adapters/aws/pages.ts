/** Every page of an answer that comes in pages. A page may be empty and have another after it. */
export async function* pages<Page extends { readonly NextToken?: string | undefined }>(
  fetch: (nextToken: string | undefined) => Promise<Page>,
): AsyncGenerator<Page> {
  let nextToken: string | undefined;
  do {
    const page = await fetch(nextToken);
    yield page;
    nextToken = page.NextToken;
  } while (nextToken);
}

/** The items in runs of at most `size`: for calls that take only so many at once. */
export function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
