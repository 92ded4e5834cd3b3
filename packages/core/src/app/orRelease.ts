import type { Sent } from "../ports.ts";

/** Does what was claimed. Where that fails, nobody who comes next has to wait for the claim's end. */
export async function orRelease<T>(sent: Sent, key: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // Where it cannot be released, it ends by itself.
    await sent.release(key).catch(() => {});
    throw error;
  }
}
