#!/usr/bin/env node
import { createInterface } from "node:readline/promises";
import { bearClosedPipe } from "@ami-refresh/core/adapters/closedPipe.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { run } from "./run.ts";

bearClosedPipe(process.stdout);
process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  now: () => Temporal.Now.instant(),
  env: process.env,
  // https://no-color.org: set and not empty.
  colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
});

async function ask(question: string): Promise<string> {
  const person = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await person.question(question);
  } finally {
    person.close();
  }
}
