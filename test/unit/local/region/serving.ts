import { type Answer, listen } from "@ami-refresh/local/region/server.ts";
import { onTestFinished } from "vitest";

/** Serves what `answer` answers until the test has ended. */
export async function serving(answer: Answer): Promise<string> {
  const server = await listen(0, Promise.resolve(answer));
  onTestFinished(() => server.close());
  return server.url;
}
