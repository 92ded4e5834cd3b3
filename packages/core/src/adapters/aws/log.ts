import type { Log } from "../../ports.ts";

/**
 * Lambda's runtime puts whatever the console is given into a JSON line of its own, a line of JSON as an escaped string.
 * It passes on what is written to the standard output as it is, and reads `level` and `timestamp` there
 * (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html).
 */
const write = (line: string) =>
  process.env.AWS_LAMBDA_LOG_FORMAT === "JSON" ? void process.stdout.write(`${line}\n`) : console.log(line);

/** One line of JSON for each message. */
export function jsonLog(writeLine: (line: string) => void = write): Log {
  const log = (level: "INFO" | "WARN") => (message: string, fields?: Record<string, unknown>) =>
    writeLine(JSON.stringify({ ...fields, level, message, timestamp: new Date().toISOString() }));
  return { info: log("INFO"), warn: log("WARN") };
}
